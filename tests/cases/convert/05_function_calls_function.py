# %% [markdown]
# Functions of three cells call each other, the first one a function that is defined last.

# %%
def report(values):
    return f"{spread(values):.1f}"

# %%
def spread(values):
    return biggest(values) - min(values)

# %%
def biggest(values):
    return sorted(values)[-1]

# %%
text = report([4, 1.5, 9])

# holds: text == "7.5"
# expect: equal
