# What `setdefault` returns lives in the dict.

# %%
d={}
for k in "ab":
    d.setdefault(k,[]).append(1)
d["a"].append(5)
n=len(d["a"])
import collections
dd=collections.defaultdict(list)
dd["x"].append(3)
m=dict(dd)
