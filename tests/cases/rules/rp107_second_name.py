# Three cells above, a column was dropped through a second name of the same table.
# %% 1
import pandas as pd
orders = pd.read_csv("orders.csv")
recent = orders
# %% 2
recent.drop(columns="id", inplace=True)
# %% 3
print(len(recent))
# %% 4
print("next")
# %% 5
orders.describe()
# expect
# RP107 5:1
