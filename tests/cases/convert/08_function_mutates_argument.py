# %% [markdown]
# A function cleans the frame that it is given and returns nothing.

# %%
import pandas as pd

def tidy(frame):
    frame.columns = [c.strip().lower() for c in frame.columns]
    frame.drop(columns=["unused"], inplace=True)
    frame["ratio"] = frame["a"] / frame["b"]

# %%
sheet = pd.DataFrame({" A": [1, 4], "B ": [2, 2], "unused": [0, 0]})

# %%
tidy(sheet)

# %%
ratios = sheet["ratio"].tolist()

# holds: ratios == [0.5, 2.0]
# holds: list(sheet.columns) == ["a", "b", "ratio"]
# expect: equal
