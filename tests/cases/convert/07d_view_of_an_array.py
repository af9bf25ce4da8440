# %% [markdown]
# A slice of an array is a view on the same memory, and is written to in a later cell.

# %%
import numpy as np
signal = np.zeros(6)
window = signal[2:4]

# %%
window += 5

# %%
energy = float((signal ** 2).sum())
positions = np.flatnonzero(signal).tolist()

# holds: energy == 50.0
# holds: positions == [2, 3]
# expect: equal-or-refused
