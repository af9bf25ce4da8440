# %% [markdown]
# `for ... else`, `break` and `while` make names on some of the paths only.

# %%
offers = [120, 95, 80, 60]
budget = 90

# %%
for rank, offer in enumerate(offers):
    if offer <= budget:
        chosen = offer
        break
else:
    chosen = None

# %%
rest = budget
weeks = 0
while rest > 20:
    rest -= 25
    weeks += 1

# holds: (rank, chosen) == (2, 80)
# holds: (rest, weeks) == (15, 3)
# expect: equal
