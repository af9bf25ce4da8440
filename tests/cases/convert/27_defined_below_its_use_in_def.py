# %% [markdown]
# The definition stands above, its inputs below: only the order of calls decides whether the notebook runs.

# %%
def summary():
    return {"n": len(rows), "sum": sum(rows)}

# %%
rows = [5, 6]

# %%
rows.append(7)
result = summary()

# holds: result == {"n": 3, "sum": 18}
# expect: equal
