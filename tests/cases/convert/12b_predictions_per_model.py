# %% [markdown]
# `model` and `y_pred` are made anew for each model, while the table of results grows.

# %%
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor
X = np.arange(8.0).reshape(-1, 1)
y = np.array([0, 1, 4, 9, 16, 25, 36, 49.0])
results = {}

# %%
model = LinearRegression().fit(X, y)
y_pred = model.predict(X)
results["linear"] = round(float(np.abs(y - y_pred).mean()), 3)

# %%
model = DecisionTreeRegressor(max_depth=2, random_state=0).fit(X, y)
y_pred = model.predict(X)
results["tree"] = round(float(np.abs(y - y_pred).mean()), 3)

# %%
best = min(results, key=results.get)

# holds: set(results) == {"linear", "tree"}
# holds: best == "tree"
# holds: type(model).__name__ == "DecisionTreeRegressor"
# expect: equal
