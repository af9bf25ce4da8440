# %% [markdown]
# `from numpy import *` hides built-ins such as `sum` and `abs`, which then work on arrays along an axis.

# %%
from numpy import *

# %%
table = array([[1, 2], [3, 4]])
columns = sum(table, 0).tolist()

# %%
size = abs(array([-3.0, 2.0])).max()

# holds: columns == [4, 6]
# holds: float(size) == 3.0
# expect: equal
