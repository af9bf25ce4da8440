# %% [markdown]
# An estimator without `random_state` draws from numpy's global generator, and so does the split before it.

# %%
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier
np.random.seed(8)
X = np.arange(60.0).reshape(30, 2)
y = (X[:, 0] % 3 == 0).astype(int)

# %%
X_train, X_test, y_train, y_test = train_test_split(X, y)

# %%
tree = DecisionTreeClassifier(max_features=1).fit(X_train, y_train)

# %%
accuracy = tree.score(X_test, y_test)
after = float(np.random.rand())

# holds: len(X_test) == 8 and 0 <= accuracy <= 1
# holds: X_train.shape == (22, 2)
# expect: equal
