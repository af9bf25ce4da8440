# A function must not change what it was given: the frame is copied on entry.

# %% 1
import pandas as pd
df = pd.DataFrame({"a": [1, 2]})
# %% 2
total = df["a"].sum()
# %% [markdown]
# ## Train
# %% 3
from sklearn.linear_model import LinearRegression
model = LinearRegression().fit(df[["a"]], df["a"])
# %% [markdown]
# ## Add a column
# %% 4
df["b"] = df["a"] * 2

# expect df = copy.deepcopy(df)
# expect df["b"] = df["a"] * 2
