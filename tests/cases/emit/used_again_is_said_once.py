# A function that is used at several places says so in one sentence.

# %% 1
from sklearn.linear_model import LinearRegression
X_a, y_a = [[1.0], [2.0]], [1.0, 2.0]
X_b, y_b = [[3.0], [5.0]], [4.0, 1.0]
# %% [markdown]
# ## Train a
# %% 2
model_a = LinearRegression()
model_a.fit(X_a, y_a)
# %% [markdown]
# ## Train b
# %% 3
model_b = LinearRegression()
model_b.fit(X_b, y_b)
# %% [markdown]
# ## Train c
# %% 4
model_c = LinearRegression()
model_c.fit(X_b, y_a)

# expect Used for cells 3 and 4 as well.
