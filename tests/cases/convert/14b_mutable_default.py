# %% [markdown]
# A mutable default argument remembers the calls of earlier cells.

# %%
def collect(item, into=[]):
    into.append(item)
    return list(into)

# %%
one = collect("a")

# %%
two = collect("b")

# %%
fresh = collect("c", into=[])

# holds: (one, two, fresh) == (["a"], ["a", "b"], ["c"])
# expect: equal-or-refused
