# A star import may bind any name that nothing else binds, and may hide what came before.

# %%
pi = 3
from math import *
e = 2
# %%
area = sqrt(4) * pi
base = e

# expect
# slice area: 1:1 1:2 2:1
# slice base: 1:3 2:2
