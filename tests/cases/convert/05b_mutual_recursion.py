# %% [markdown]
# Two functions in two cells call each other and cannot be put in an order.

# %%
def is_even(n):
    return True if n == 0 else is_odd(n - 1)

# %%
def is_odd(n):
    return False if n == 0 else is_even(n - 1)

# %%
flags = [is_even(n) for n in range(5)]

# holds: flags == [True, False, True, False, True]
# expect: equal
