# Out of order is exact against the recorded counts, and only the cell that stands too low is named.
# %% ran=5
a = 1
# %% ran=3
b = a
# %% ran=6
c = b
# %%
d = c
# expect
# RP104 2:1
# RP105 4:1
# RP106 2:1
