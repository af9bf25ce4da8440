# %% [markdown]
# A list inside a dict gets a name of its own, and is changed through that name in another cell.

# %%
teams = {"red": ["Ann"], "blue": []}

# %%
red = teams["red"]

# %%
red.append("Bo")
red += ["Cy"]

# %%
sizes = {team: len(members) for team, members in teams.items()}

# holds: sizes == {"red": 3, "blue": 0}
# holds: red is teams["red"]
# expect: equal-or-refused
