# %% [markdown]
# The global is assigned again between the definition of the function and its call, and Python reads it at the call.

# %%
scale = 2

# %%
def stretch(values):
    return [v * scale for v in values]

# %%
first = stretch([1, 2, 3])

# %%
scale = 100

# %%
second = stretch([1, 2, 3])

# holds: first == [2, 4, 6]
# holds: second == [100, 200, 300]
# expect: equal
