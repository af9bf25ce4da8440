# %% [markdown]
# Two names for one frame: what is written through the one is read through the other.

# %%
import pandas as pd
stock = pd.DataFrame({"part": ["a", "b"], "n": [5, 0]})
backup = stock

# %%
backup["reorder"] = backup["n"] < 3

# %%
backup.loc[0, "n"] = 50

# %%
columns = list(stock.columns)
left = int(stock["n"].sum())

# holds: columns == ["part", "n", "reorder"]
# holds: left == 50
# expect: equal-or-refused
