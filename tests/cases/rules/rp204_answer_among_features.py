# A column made of the target stays among the features; the target itself does in the second table.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
homes = pd.read_csv("homes.csv")
homes["dear"] = np.where(homes["price"] > 500, 1, 0)
X = homes.drop(columns=["price"])
y = homes["price"]
a, b, c, d = train_test_split(X, y)
# %% 2
cars = pd.read_csv("cars.csv")
e, f, g, h = train_test_split(cars[["age", "power", "price"]], cars["price"])
# expect
# RP204 1:8
# RP204 2:2
