# What is bound on one branch only does not replace what was there; what both branches bind does.

# %%
flag = False
y = 0
z = 0
if flag:
    y = 1
if flag:
    z = 1
else:
    z = 2
try:
    import ujson as json
except ImportError:
    import json
match flag:
    case True:
        w = 1
    case _:
        w = 2
# %%
text = json.dumps([y, z, w])

# expect
# 1:4 binds y
# 1:4 sure
# 1:6 sure z
# 1:10 sure json
# 1:14 sure w
# slice text: 1:1 1:2 1:4 1:6 1:10 1:14 2:1
