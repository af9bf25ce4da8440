# %% [markdown]
# The late global is read two calls deep, so the outer function seems to depend on nothing.

# %%
def unit(x):
    return x / reference

def ratio(xs):
    return [unit(x) for x in xs]

# %%
reference = 4
early = ratio([8, 2])
reference = 8

# %%
late = ratio([8, 2])

# holds: early == [2.0, 0.5]
# holds: late == [1.0, 0.25]
# expect: equal
