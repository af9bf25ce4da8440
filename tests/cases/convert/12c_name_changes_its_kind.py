# %% [markdown]
# One name is a path, then a frame, then a number, and each cell means its own version.

# %%
import pandas as pd
data = "points.csv"
pd.DataFrame({"p": [2, 4, 6]}).to_csv(data, index=False)

# %%
source = data
data = pd.read_csv(data)
rows = len(data)

# %%
data = data["p"].mean()

# holds: data == 4.0
# holds: (source, rows) == ("points.csv", 3)
# expect: equal
