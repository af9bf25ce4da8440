# %% [markdown]
# A function updates a counter with `global`, so its calls are not independent of each other.

# %%
calls = 0

# %%
def tax(amount):
    global calls
    calls += 1
    return amount * 0.1 + calls

# %%
taxes = [tax(100), tax(200)]

# %%
more = tax(300)
seen = calls

# holds: taxes == [11.0, 22.0]
# holds: more == 33.0
# holds: seen == 3 and calls == 3
# expect: equal-or-refused
