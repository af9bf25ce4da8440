# One array holds features and target: the scoring line asks for the features alone.
# expect: proved
# label: "x3"

# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
# %%
rng = np.random.default_rng(0)
data = rng.normal(size=(200, 4))
data[:, 3] = data[:, 0] * 2 - data[:, 1] + data[:, 3] / 10
# %%
X = data[:, :3]
y = data[:, 3]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = LinearRegression()
model.fit(X_train, y_train)
pred = model.predict(X_test)
print(((pred - y_test) ** 2).mean())
