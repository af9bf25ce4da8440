# %% [markdown]
# Files that a loop writes are found by a pattern in a later cell; no path is ever the same expression.

# %%
import glob
import os
import pandas as pd
os.makedirs("chunks", exist_ok=True)
for month in (1, 2, 3):
    pd.DataFrame({"m": [month], "sales": [month * 100]}).to_csv(f"chunks/part_{month}.csv", index=False)

# %%
parts = sorted(glob.glob(os.path.join("chunks", "*.csv")))

# %%
year = pd.concat([pd.read_csv(p) for p in parts], ignore_index=True)
total = int(year["sales"].sum())

# holds: len(parts) == 3
# holds: total == 600
# expect: equal
