# A name that means two modules is imported where it is used.

# %% 1
import json as m
a = m.dumps([1])
# %% 2
import math as m
b = m.sqrt(max([4]))

# expect import json as m
# expect import math as m
