# %% [markdown]
# A later section reads the loop variable and a name made only inside the loop.

# %%
readings = {"mon": 3, "tue": 8, "wed": 5}

# %%
for day, value in readings.items():
    doubled = value * 2

# %%
last_day = day
message = f"{day}: {value} ({doubled})"

# holds: message == "wed: 5 (10)"
# holds: last_day == "wed"
# expect: equal
