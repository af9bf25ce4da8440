# %% [markdown]
# A closure keeps a running total in a `nonlocal`, so the function object itself is state across cells.

# %%
def accumulator():
    total = 0

    def add(x):
        nonlocal total
        total += x
        return total

    return add

# %%
add = accumulator()
step_1 = add(5)

# %%
step_2 = add(7)

# %%
step_3 = add(0)

# holds: (step_1, step_2, step_3) == (5, 12, 12)
# expect: equal-or-refused
