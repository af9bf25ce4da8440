# %% [markdown]
# `map` and `zip` are empty after one pass, and the second sum shows it.

# %%
prices = [4, 5]
pairs = zip(["x", "y"], prices)
lengths = map(len, ["aa", "bbb"])

# %%
table = dict(pairs)
n = sum(lengths)

# %%
again = list(pairs)
n_again = sum(lengths)

# holds: table == {"x": 4, "y": 5} and n == 5
# holds: again == [] and n_again == 0
# expect: equal-or-refused
