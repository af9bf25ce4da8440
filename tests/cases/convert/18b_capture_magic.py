# %% [markdown]
# `%%capture` hides the output of a cell whose assignments go on living, and names the capture too.

# %%
%%capture noise
print("lots of output")
table = {n: n ** 2 for n in range(4)}

# %%
largest = max(table.values())
heard = noise.stdout.strip()

# holds: largest == 9
# holds: heard == "lots of output"
# expect: equal-or-refused
