# A line that fits into one function stays one, below however many headings: parts would only make it longer to read.

# %% [markdown]
# ## Clean
# %% 1
rows = [3, 1, 2]
# %% [markdown]
# ## Sort
# %% 2
ranked = sorted(rows)
# %% [markdown]
# ## Sum
# %% 3
total = sum(ranked)

# expect return {
# never results.update(
# never results = _
