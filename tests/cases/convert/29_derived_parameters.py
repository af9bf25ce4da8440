# %% [markdown]
# Values are derived from a parameter in the same cell and in later ones; all must follow the config.

# %%
days = 7
hours = days * 24
name = f"last_{days}_days"

# %%
minutes = hours * 60

# %%
window = {"name": name, "minutes": minutes, "half": hours // 2}

# holds: window == {"name": "last_7_days", "minutes": 10080, "half": 84}
# expect: equal
