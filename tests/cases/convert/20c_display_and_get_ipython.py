# %% [markdown]
# `display` and `get_ipython` exist only in a notebook, but the values around them matter.

# %%
import pandas as pd
heat = pd.DataFrame({"h": [1, 2, 3]})
display(heat.head(2))

# %%
in_notebook = get_ipython() is not None
mode = "notebook" if in_notebook else "script"

# %%
display(heat["h"].sum(), mode)
peak = int(heat["h"].max())

# holds: peak == 3
# expect: equal
