# After `del` a name is bound anew, and what it was no longer counts.

# %%
x = [1]
y = x
del x
x = [2]
x.append(3)
d = {"a": 1, "b": 2}
del d["a"]

# expect
# 1:3 deletes x
# 1:5 mutates x
# 1:5 through
# 1:7 mutates d
# slice y: 1:1 1:2
# slice x: 1:4 1:5
