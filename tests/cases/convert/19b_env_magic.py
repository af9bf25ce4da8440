# %% [markdown]
# `%env` sets a variable of the environment that Python reads in another cell.

# %%
%env RECIPE_REGION=north

# %%
import os
region = os.environ["RECIPE_REGION"]

# %%
found = %env RECIPE_REGION
both = region + "/" + found

# holds: both == "north/north"
# expect: equal-or-refused
