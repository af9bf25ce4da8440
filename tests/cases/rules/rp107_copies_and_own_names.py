# A copy is another table; a change by the own name, or one nearby, is in plain sight.
# %% 1
import pandas as pd
orders = pd.read_csv("orders.csv")
recent = orders.copy()
near = recent
# %% 2
recent["x"] = 1
near.head()
orders["y"] = 2
# %% 3
print(1)
# %% 4
print(2)
# %% 5
orders.describe()
# expect
# quiet RP107
