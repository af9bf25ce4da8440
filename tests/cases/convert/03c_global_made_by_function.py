# %% [markdown]
# The name is born inside a function, through `global`; no assignment at the top level ever makes it.

# %%
import pandas as pd

def load():
    global weights, unit
    weights = pd.Series([3.5, 4.25, 1.0], index=["a", "b", "c"])
    unit = "kg"

# %%
load()

# %%
heaviest = f"{weights.idxmax()} {weights.max()} {unit}"

# holds: heaviest == "b 4.25 kg"
# holds: weights.sum() == 8.75
# expect: equal-or-refused
