# %% [markdown]
# An inner function reads a local of its outer function and a global of the notebook under similar names.

# %%
base = 10

def outer(values):
    offset = 1

    def inner(v):
        return v + offset + base

    return [inner(v) for v in values]

# %%
offset = 1000
shifted = outer([1, 2])

# holds: shifted == [12, 13]
# holds: offset == 1000
# expect: equal
