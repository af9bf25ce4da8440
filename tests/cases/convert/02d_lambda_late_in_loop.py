# %% [markdown]
# All lambdas made in a loop share one loop variable and see its last value.

# %%
makers = []
for power in (1, 2, 3):
    makers.append(lambda x: x ** power)
shared = [make(2) for make in makers]

# %%
bound = [(lambda x, p=p: x ** p)(2) for p in (1, 2, 3)]

# holds: shared == [8, 8, 8]
# holds: bound == [2, 4, 8]
# expect: equal
