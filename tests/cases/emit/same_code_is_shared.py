# Two stretches that differ in nothing but the names of their values become one function, called twice.

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

# expect model_a = train_model_a(X_a, y_a)
# expect model_b = train_model_a(X_b, y_b)
# never def train_model_b
