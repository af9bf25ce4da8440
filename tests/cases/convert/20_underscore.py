# %% [markdown]
# `_` is the value of the last expression, of whichever cell that was.

# %%
values = [3, 1, 2]

# %%
sorted(values)

# %%
smallest = _[0]

# %%
len(values)

# %%
doubled = _ * 2

# holds: smallest == 1
# holds: doubled == 6
# expect: equal-or-refused
