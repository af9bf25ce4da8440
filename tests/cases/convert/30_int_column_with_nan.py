# %% [markdown]
# A whole-number column turns to floats when one value is missing, and its text form with it.

# %%
import numpy as np
import pandas as pd
plan = pd.DataFrame({"id": [1, 2, 3], "seats": [40, 50, 60]})

# %%
extra = pd.DataFrame({"id": [2, 3, 4], "waiting": [5, 0, 9]})
both = plan.merge(extra, on="id", how="outer")

# %%
kinds = both.dtypes.astype(str).to_dict()
keys = both["seats"].astype(str).tolist()
nullable = both["waiting"].astype("Int64")
missing = int(nullable.isna().sum())

# holds: kinds == {"id": "int64", "seats": "float64", "waiting": "float64"}
# holds: keys[0] == "40.0" and missing == 1
# expect: equal
