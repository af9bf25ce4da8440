# Another name holds the same object and is read later: a copy would hide the change from it.

# %% 1
a = list(range(3))
b = a
# %% [markdown]
# ## Change
# %% 2
b.append(max([7]))
# %% 3
n = len(a)

# expect b.append(max([7]))
# never b = copy.deepcopy(b)
