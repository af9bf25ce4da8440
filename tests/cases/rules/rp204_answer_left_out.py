# What is made from the target is dropped, becomes the target, or looks back in time.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
homes = pd.read_csv("homes.csv")
homes["log_price"] = np.log(homes["price"])
X, y = homes.drop(columns=["price", "log_price"]), homes["log_price"]
a, b, c, d = train_test_split(X, y)
# %% 2
sales = pd.read_csv("sales.csv")
sales["yesterday"] = sales["amount"].shift(1)
e, f, g, h = train_test_split(sales[["yesterday"]], sales["amount"], shuffle=False)
# %% 3
trips = pd.read_csv("trips.csv")
trips["speed"] = trips["km"] / trips["hours"]
chosen = trips[["km", "stops"]]
i, j, k, l = train_test_split(chosen, trips["hours"])
# expect
# quiet RP204
