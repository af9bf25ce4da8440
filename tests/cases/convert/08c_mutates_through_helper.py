# %% [markdown]
# The change happens two calls deep and under other parameter names.

# %%
def put(target, key, value):
    target.setdefault(key, []).append(value)

def register(book, people):
    for name, town in people:
        put(book, town, name)

# %%
by_town = {}
register(by_town, [("Ida", "Bern"), ("Per", "Oslo")])

# %%
register(by_town, [("Eli", "Bern")])

# %%
bern = by_town["Bern"]

# holds: bern == ["Ida", "Eli"]
# holds: sorted(by_town) == ["Bern", "Oslo"]
# expect: equal
