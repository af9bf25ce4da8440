# Two functions depend on the notebook's state: one reads it, one changes it.
# %% 1
import numpy as np
rate = 0.2
SIZE = 3
counter = 0
def gross(net):
    return net * (1 + rate)
def count():
    global counter
    counter += 1
def pure(x):
    return np.sqrt(x) * SIZE
# expect
# RP108 1:5
# RP108 1:7
