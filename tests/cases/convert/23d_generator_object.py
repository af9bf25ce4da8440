# %% [markdown]
# A `default_rng` object carries its state through the cells and is also reached by a second name.

# %%
import numpy as np
rng = np.random.default_rng(5)
source = rng

# %%
a = rng.integers(0, 100, 3).tolist()

# %%
b = source.integers(0, 100, 3).tolist()

# %%
split = rng.random(4) < 0.5

# holds: (lambda r: (r.integers(0, 100, 3).tolist(), r.integers(0, 100, 3).tolist(), (r.random(4) < 0.5).tolist()))(np.random.default_rng(5)) == (a, b, split.tolist())
# expect: equal
