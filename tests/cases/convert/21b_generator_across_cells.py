# %% [markdown]
# A generator is used up a little in each cell, so it is neither storable nor repeatable.

# %%
def odds():
    n = 1
    while True:
        yield n
        n += 2

stream = odds()

# %%
first = [next(stream) for _ in range(3)]

# %%
second = [next(stream) for _ in range(2)]

# holds: first == [1, 3, 5]
# holds: second == [7, 9]
# expect: equal-or-refused
