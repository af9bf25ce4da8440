# %% [markdown]
# A value is overwritten only if a condition on the data holds, so both definitions reach the next cell.

# %%
import pandas as pd
visits = pd.Series([3, 0, 4, 90])
cap = 1000

# %%
if visits.max() > 50:
    cap = int(visits.median() * 3)
    note = "capped"

# %%
clipped = visits.clip(upper=cap).tolist()

# holds: cap == 10 and note == "capped"
# holds: clipped == [3, 0, 4, 10]
# expect: equal
