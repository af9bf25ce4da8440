# %% [markdown]
# `fit` changes the model in place in one cell; a second fit in a later cell changes it again between two uses.

# %%
import numpy as np
from sklearn.linear_model import LinearRegression
x = np.arange(5.0).reshape(-1, 1)
model = LinearRegression()

# %%
model.fit(x, [1, 3, 5, 7, 9])

# %%
slope_1 = round(float(model.coef_[0]), 6)

# %%
model.fit(x, [0, -1, -2, -3, -4])
slope_2 = round(float(model.coef_[0]), 6)

# holds: slope_1 == 2.0
# holds: slope_2 == -1.0
# expect: equal
