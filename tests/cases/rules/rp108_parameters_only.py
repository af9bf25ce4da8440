# Modules, other functions and constants in capitals are no hidden state; names defined by the cell itself are no second run.
# %% 1
import numpy as np
LIMIT = 3
def half(x):
    return np.asarray(x) / 2
def quarter(x):
    return half(half(x))[:LIMIT]
total = 0
total += 5
rows = []
rows.append(quarter([1]))
# expect
# quiet RP108 RP110 RP111 RP112
