# %% [markdown]
# The same path is written twice, and is read after each.

# %%
import json
path = "state.json"
with open(path, "w") as out:
    json.dump({"round": 1}, out)

# %%
with open(path) as source:
    first = json.load(source)["round"]

# %%
with open(path, "w") as out:
    json.dump({"round": first + 10}, out)

# %%
second = json.load(open(path))["round"]

# holds: (first, second) == (1, 11)
# expect: equal
