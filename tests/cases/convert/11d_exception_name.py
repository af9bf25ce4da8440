# %% [markdown]
# `except ... as error` deletes its name at the end of the block; what was saved inside it stays.

# %%
error = "none yet"
bad = []

# %%
for text in ["3", "x", "5", ""]:
    try:
        parsed = int(text)
    except ValueError as problem:
        bad.append(type(problem).__name__ + text)

# %%
status = (error, parsed, len(bad))

# holds: status == ("none yet", 5, 2)
# holds: bad == ["ValueErrorx", "ValueError"]
# expect: equal
