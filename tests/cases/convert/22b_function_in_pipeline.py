# %% [markdown]
# A function of the notebook is part of a saved pipeline, so the pickle needs a place to import it from.

# %%
import joblib
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

def add_square(x):
    return np.hstack([x, x ** 2])

# %%
x = np.arange(6.0).reshape(-1, 1)
pipe = make_pipeline(FunctionTransformer(add_square), LinearRegression())
pipe.fit(x, 3 + x[:, 0] ** 2)
joblib.dump(pipe, "pipe.joblib")

# %%
again = joblib.load("pipe.joblib")
at_ten = round(float(again.predict(np.array([[10.0]]))[0]), 6)

# holds: at_ten == 103.0
# expect: equal-or-refused
