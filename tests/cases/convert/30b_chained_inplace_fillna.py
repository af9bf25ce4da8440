# %% [markdown]
# Under pandas 3 a chained `fillna(inplace=True)` changes nothing; the project must repeat that, not mend it.

# %%
import warnings
warnings.filterwarnings("ignore")
import pandas as pd
tank = pd.DataFrame({"fill": [1.0, None, 3.0], "kind": ["a", None, "b"]})

# %%
tank["fill"].fillna(0, inplace=True)

# %%
still_missing = int(tank["fill"].isna().sum())
tank["kind"] = tank["kind"].fillna("unknown")

# %%
level = float(tank["fill"].sum())

# holds: level == 4.0
# holds: still_missing == (1 if int(pd.__version__.split(".")[0]) >= 3 else 0)
# expect: equal
