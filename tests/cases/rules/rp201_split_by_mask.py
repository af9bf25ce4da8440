# The rows are divided by a date after a scaler has seen all of them.
# %% 1
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler
sales = pd.read_csv("sales.csv")
sales[["price"]] = StandardScaler().fit_transform(sales[["price"]])
past = sales[sales["day"] < "2024-01-01"]
future = sales[sales["day"] >= "2024-01-01"]
model = Ridge().fit(past[["price"]], past["amount"])
model.score(future[["price"]], future["amount"])
# expect
# RP201 1:5
