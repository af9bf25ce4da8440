# %% [markdown]
# A function's name is bound to its own result, so it cannot be called again.

# %%
def load():
    return {"rows": [1, 2, 3]}

# %%
load = load()

# %%
rows = load["rows"]
n = len(rows)

# holds: rows == [1, 2, 3] and n == 3
# expect: equal
