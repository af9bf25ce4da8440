# %% [markdown]
# The same function name is defined twice with a call after each.

# %%
def score(x):
    return x + 1

# %%
old = score(10)

# %%
def score(x):
    return x * x

# %%
new = score(10)

# holds: (old, new) == (11, 100)
# expect: equal
