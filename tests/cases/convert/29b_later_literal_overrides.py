# %% [markdown]
# A parameter at the top is overridden by a literal in a later cell, after it was used once.

# %%
n_rows = 5
alpha = 0.1

# %%
head = list(range(n_rows))

# %%
n_rows = 3   # quicker

# %%
tail = list(range(n_rows))
product = alpha * n_rows

# holds: (len(head), len(tail)) == (5, 3)
# holds: round(product, 10) == 0.3
# expect: equal
