# The user says in which module a cell belongs.

# %% 1
base = sum([1, 2])
# %% [markdown]
# ## Next
# %% 2
bigger = base + max([3])

# choose move={"2": "features"}
# expect """Features: makes and picks what the model sees."""
# expect return base + max([3])
