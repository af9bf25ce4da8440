# %% [markdown]
# A lambda goes from cell to cell; no serialiser of the standard library stores it.

# %%
to_celsius = lambda f: round((f - 32) / 1.8, 1)

# %%
rules = {"cold": lambda c: c < 10, "hot": lambda c: c > 25}

# %%
temperatures = [to_celsius(f) for f in (41, 68, 95)]

# %%
marks = [next((name for name, rule in rules.items() if rule(c)), "mild") for c in temperatures]

# holds: temperatures == [5.0, 20.0, 35.0]
# holds: marks == ["cold", "mild", "hot"]
# expect: equal
