# What a cell adds to a value of another cell is added again with each run.
# %% 1
total = 0
rows = []
# %% 2
total += 5
rows.append(3)
from math import *
list = [1]
# expect
# RP110 2:1
# RP110 2:2
# RP111 2:3
# RP112 2:4
