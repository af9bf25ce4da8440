# %% [markdown]
# This loop only rebinds its variable, so the frames must stay as they were.

# %%
import pandas as pd
left = pd.DataFrame({"k": [1, 2]})
right = pd.DataFrame({"k": [3]})

# %%
for side in (left, right):
    side = side.assign(k=side["k"] * 100)

# %%
untouched = left["k"].tolist() + right["k"].tolist()
last = side["k"].tolist()

# holds: untouched == [1, 2, 3]
# holds: last == [300]
# expect: equal
