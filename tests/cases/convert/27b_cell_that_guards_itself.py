# %% [markdown]
# A cell was written to be run many times: it asks whether a name already exists.

# %%
if "runs" not in globals():
    runs = []
runs.append(len(runs))

# %%
try:
    threshold
except NameError:
    threshold = 0.25

# %%
state = (runs, threshold)

# holds: state == ([0], 0.25)
# expect: equal-or-refused
