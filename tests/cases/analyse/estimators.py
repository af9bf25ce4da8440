# `fit` changes the estimator, and what a pipeline holds.

# %%
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
X = np.arange(12.0).reshape(6, 2)
y = np.arange(6.0)
scaler = StandardScaler()
pipe = Pipeline([("s", scaler), ("m", LinearRegression())])
# %%
pipe.fit(X, y)
pred = pipe.predict(X)
means = scaler.mean_

# expect
# 2:1 mutates pipe
# 2:1 through scaler
# 2:1 stage training
# 2:2 mutates
# 2:2 stage evaluation
# slice means: 1:1 1:2 1:3 1:4 1:5 1:6 1:7 1:8 2:1 2:3
# slice X: 1:1 1:5
