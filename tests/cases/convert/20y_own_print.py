# %% [markdown]
# `print` that the notebook defines itself may do more than print, so it does not become a log message.

# %%
lines = []
def print(*values):
    lines.append(" ".join(str(value) for value in values))

# %%
print("rows", 3)
total = 2 + 3
print(total)

# holds: lines == ["rows 3", "5"]
# holds: total == 5
# expect: equal
