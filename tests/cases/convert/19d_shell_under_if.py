# %% [markdown]
# A shell escape stands inside a branch with Python around it, and takes a Python value.

# %%
fresh = False
folder = "downloads"

# %%
if fresh:
    !mkdir -p {folder}
    source = folder
else:
    source = "cache"

# %%
where = source.upper()

# holds: where == "CACHE"
# expect: equal
