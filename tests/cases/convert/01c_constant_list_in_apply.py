# %% [markdown]
# The global is read by a function that is handed to `apply`, so nothing calls it by name.

# %%
import pandas as pd
SMALL = ["S", "XS"]

# %%
def label(row):
    if row["size"] in SMALL:
        return "small"
    return "large" if row["n"] > limit else "medium"

# %%
limit = 4
shirts = pd.DataFrame({"size": ["S", "M", "XL", "XS"], "n": [1, 3, 9, 8]})
shirts["label"] = shirts.apply(label, axis=1)

# holds: shirts["label"].tolist() == ["small", "medium", "large", "small"]
# expect: equal
