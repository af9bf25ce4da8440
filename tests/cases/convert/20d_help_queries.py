# %% [markdown]
# Help queries are neither Python nor needed, and stand in cells with code.

# %%
import statistics
values = [2, 4, 9]
statistics.mean?

# %%
?len
middle = statistics.median(values)

# %%
values??

# %%
result = middle + 1

# holds: result == 5
# expect: equal
