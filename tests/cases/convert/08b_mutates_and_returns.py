# %% [markdown]
# The function changes its argument and returns something else, so both the result and the argument matter.

# %%
def take_largest(values):
    largest = max(values)
    values.remove(largest)
    return largest

# %%
pool = [4, 9, 2, 9]

# %%
first = take_largest(pool)

# %%
second = take_largest(pool)
rest = list(pool)

# holds: (first, second) == (9, 9)
# holds: rest == [4, 2] and pool == [4, 2]
# expect: equal
