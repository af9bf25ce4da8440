# %% [markdown]
# A name is deleted, tested for, and made again.

# %%
big = list(range(1000))
size = len(big)

# %%
del big
gone = "big" not in dir()

# %%
big = "small now"
length = len(big)

# holds: (size, gone, length) == (1000, True, 9)
# expect: equal-or-refused
