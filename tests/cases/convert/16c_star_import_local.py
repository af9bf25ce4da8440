# %% [markdown]
# A local package is star-imported: its `__all__` decides, and one of its names is overwritten afterwards.

# %%
from parts import *

# %%
area = rectangle(3, 4)
default = DEPTH

# %%
DEPTH = 7
volume = box(3, 4)

# holds: area == 12
# holds: (default, DEPTH) == (2, 7)
# holds: volume == 24
# expect: equal
