# %% [markdown]
# Together: a function mutates a global through an alias, is called in a loop, and is defined again in between.

# %%
totals = {"a": 0, "b": 0}
view = totals

def book(key, n):
    view[key] += n

# %%
for key in view:
    book(key, 2)

# %%
def book(key, n):
    view[key] -= n * factor

# %%
factor = 3
book("b", 1)

# %%
result = dict(totals)

# holds: result == {"a": 2, "b": -1}
# expect: equal-or-refused
