# %% [markdown]
# `%timeit` runs its statement many times in a scope of its own; config and autoreload magics do nothing to data.

# %%
%load_ext autoreload
%autoreload 2
%config InlineBackend.figure_format = "svg"
numbers = list(range(50))

# %%
%timeit -n 2 -r 1 sorted(numbers)

# %%
%%timeit -n 1 -r 1
numbers_copy = numbers[::-1]

# %%
made = "numbers_copy" in dir()
ordered = numbers[:2]

# holds: ordered == [0, 1]
# holds: made is False
# expect: equal
