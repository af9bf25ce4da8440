# A slice, a reshape, a transposed array share their data with the array; arithmetic does not.

# %%
import numpy as np
a = np.arange(6)
tail = a[2:]
grid = a.reshape(2, 3)
more = a + 1
# %%
tail[0] = 100
grid.T[0, 0] = 7
more[0] = -1
# %%
total = int(a.sum())

# expect
# 2:1 mutates tail
# 2:1 through a grid
# 2:3 through
# slice total: 1:1 1:2 1:3 1:4 2:1 2:2 3:1
# slice more: 1:1 1:2 1:5 2:3
