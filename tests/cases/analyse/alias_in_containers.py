# A list inside a dict, a tuple, an attribute: a change through any way in is seen through all of them.

# %%
import types
a = [1]
d = {"k": a, "fresh": [0]}
t = (a, 2)
o = types.SimpleNamespace(x=None)
o.x = a
# %%
v = d["k"]
v.append(2)
o.x.append(3)
w = d["fresh"]
w.append(9)
first, number = t
first += [4]
# %%
total = sum(a)
deep = d["fresh"]

# expect
# 2:2 mutates v
# 2:2 through a d o t
# 2:5 mutates w
# 2:7 mutates first
# slice total: 1:1 1:2 1:3 1:4 1:5 1:6 2:1 2:2 2:3 2:4 2:5 2:6 2:7 3:1
