# %% [markdown]
# The seed is set once; every later draw depends on all draws before it, in order.

# %%
import numpy as np
np.random.seed(3)

# %%
noise = np.random.normal(size=4)

# %%
order = np.random.permutation(5).tolist()

# %%
pick = int(np.random.randint(0, 1000))

# holds: (lambda r: (r.normal(size=4).tolist(), r.permutation(5).tolist(), int(r.randint(0, 1000))))(np.random.RandomState(3)) == (noise.tolist(), order, pick)
# expect: equal
