# %% [markdown]
# The percent format also allows magics as comments, which must not be lost when they carry Python.

# %%
import time
# %time squares = [n * n for n in range(5)]

# %%
# %matplotlib inline
biggest = squares[-1]

# holds: biggest == 16
# expect: equal
