# `_` and `Out[n]` are what an earlier statement displayed.

# %%
x = 20
x + 1
# %%
y = _
[1, 2]
# %%
z = Out[1] + len(_2) + y

# expect
# 2:1 reads _
# edge 1:2 -> 2:1 value
# slice y: 1:1 1:2 2:1
# slice z: 1:1 1:2 2:1 2:2 3:1
