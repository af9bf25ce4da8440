# %% [markdown]
# A default argument is evaluated once, at the definition; the variable behind it changes later.

# %%
level = 3

# %%
def above(values, limit=level):
    return [v for v in values if v > limit]

# %%
level = 100

# %%
kept = above([1, 5, 200])
forced = above([1, 5, 200], limit=level)

# holds: kept == [5, 200]
# holds: forced == [200]
# expect: equal
