# %% [markdown]
# `*=` on an array keeps its dtype and its memory; on a number it makes a new object.

# %%
import numpy as np
steps = np.array([1, 2, 3], dtype="int32")
kept = steps
count = 3
same = count

# %%
steps *= 4
count *= 4

# %%
after = kept.tolist()
kind = str(steps.dtype)
numbers = (count, same)

# holds: after == [4, 8, 12]
# holds: kind == "int32"
# holds: numbers == (12, 3)
# expect: equal
