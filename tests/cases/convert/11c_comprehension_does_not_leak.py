# %% [markdown]
# A comprehension uses the name of an outer variable and must leave that variable alone.

# %%
x = 41

# %%
squares = [x * x for x in range(4)]
found = any((hit := n) > 5 for n in squares)

# %%
answer = x + 1

# holds: answer == 42
# holds: squares == [0, 1, 4, 9]
# holds: found and hit == 9
# expect: equal
