# %% [markdown]
# A function of the notebook is later hidden by an import of the same name.

# %%
def mean(values):
    return "mine"

# %%
mine = mean([1, 2, 3])

# %%
from statistics import mean

# %%
real = mean([1, 2, 6])

# holds: mine == "mine"
# holds: real == 3
# expect: equal
