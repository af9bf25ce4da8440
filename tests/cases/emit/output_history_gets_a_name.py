# `_` and `Out[n]` mean what a cell displayed; plain Python has no such thing.

# %% 1
sum([1, 2])
# %% 2
double = _ * 2
# %% 3
again = Out[1] + 1

# expect shown_1 = sum([1, 2])
# expect double = shown_1 * 2
# expect again = shown_1 + 1
