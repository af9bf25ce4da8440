# The same alias for two modules, a local import, a name that hides its module.

# %%
import math as m
a = m.floor(1.5)
import statistics as m
b = m.mean([1, 2])
from math import ceil as up
up = up(1.2)
# %%
def f():
    import json
    return json.dumps(1)
c = f()

# expect
# 1:2 calls math.floor
# 1:4 calls statistics.mean
# 1:6 calls math.ceil
# slice b: 1:3 1:4
# slice up: 1:5 1:6
# slice c: 2:1 2:4
