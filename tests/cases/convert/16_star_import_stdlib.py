# %% [markdown]
# A star import brings names that stand nowhere in the notebook.

# %%
from math import *
from statistics import *

# %%
radius = 2.5
area = round(pi * pow(radius, 2), 4)

# %%
middle = median([3, 1, 2])
root = sqrt(area) > 4

# holds: area == 19.635
# holds: middle == 2 and root is True
# expect: equal
