# %% [markdown]
# A list is extended, sorted and cut in cells that assign nothing.

# %%
scores = [7, 3]

# %%
scores.append(9)
scores.extend([1, 8])

# %%
scores.sort()
del scores[0]

# %%
top = scores[-2:]
middle = scores[len(scores) // 2]

# holds: scores == [3, 7, 8, 9]
# holds: top == [8, 9] and middle == 8
# expect: equal
