# Rows in another order, by an array of places: order belongs to training.
# expect: proved

# %%
import numpy as np
from sklearn.datasets import load_iris
from sklearn.neighbors import KNeighborsClassifier
# %%
iris = load_iris()
X, y = iris.data, iris.target
rng = np.random.RandomState(0)
order = rng.permutation(len(X))
X, y = X[order], y[order]
# %%
model = KNeighborsClassifier()
scores = []
for fold in range(5):
    mask = np.zeros(len(X), dtype=bool)
    mask[fold * 30 : (fold + 1) * 30] = True
    X_test, y_test = X[mask], y[mask]
    X_train, y_train = X[~mask], y[~mask]
    model.fit(X_train, y_train)
    scores.append(model.score(X_test, y_test))
print(np.mean(scores))
