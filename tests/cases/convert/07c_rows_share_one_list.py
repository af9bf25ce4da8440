# %% [markdown]
# `[[0] * 3] * 2` makes two references to one list; copying at a step border would part them.

# %%
board = [[0] * 3] * 2

# %%
board[0][1] = 7

# %%
flat = [cell for row in board for cell in row]

# holds: flat == [0, 7, 0, 0, 7, 0]
# expect: equal-or-refused
