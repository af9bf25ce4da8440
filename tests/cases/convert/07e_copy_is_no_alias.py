# %% [markdown]
# Here the second name is a copy, so the two must part: treating everything as an alias is wrong as well.

# %%
import pandas as pd
raw = pd.DataFrame({"v": [1, 2, 3]})
clean = raw.copy()

# %%
clean["v"] = clean["v"] * 10

# %%
pair = (int(raw["v"].sum()), int(clean["v"].sum()))

# holds: pair == (6, 60)
# expect: equal
