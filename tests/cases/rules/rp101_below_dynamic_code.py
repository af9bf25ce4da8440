# Below a star import or `%run` any name may be there.
# %% 1
from helpers import *
print(total)
del total
print(total)
# %% 2
total = 3
# expect
# quiet RP101 RP102 RP103
