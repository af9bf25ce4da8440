# The run that is saved stopped twice: once for a fault of the code, once for a file of that machine.
# %% 1 ran=1
import pandas as pd
orders = pd.read_csv("orders.csv")
# %% 2 ran=2
total = orders["amount"].sum()
#| error: KeyError
# %% 3 ran=3
more = pd.read_csv("more.csv")
#| error: FileNotFoundError
# expect
# RP113 2:1
# RP113 3:1
