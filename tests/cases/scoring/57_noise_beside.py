# Columns of noise are put beside the rows by position: new rows come with them.
# expect: proved

# %%
import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
# %%
iris = load_iris()
rng = np.random.RandomState(42)
noise = rng.normal(size=(len(iris.data), 5))
X = np.hstack([iris.data, noise])
X_train, X_test, y_train, y_test = train_test_split(X, iris.target, random_state=0)
# %%
model = LogisticRegression(max_iter=1000)
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
