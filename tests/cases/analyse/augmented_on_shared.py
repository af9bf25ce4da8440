# `+=` on a list changes the list that other names share; on a number it only binds.

# %%
a = [1]
b = a
n = 1
m = n
# %%
a += [2]
n += 1
# %%
size = len(b)
old = m

# expect
# 2:1 binds a
# 2:1 mutates a
# 2:1 through b
# 2:2 mutates
# slice size: 1:1 1:2 2:1 3:1
# slice old: 1:3 1:4 3:2
