# A kernel that ran for days knows names that a fresh one does not: later, nowhere, deleted.
# %% 1
import pandas as pd
print(total)
# %% 2
total = 3
print(gone)
# %% 3
part = 4
del part
print(part)
# expect
# RP101 1:2
# RP102 2:2
# RP103 3:3
