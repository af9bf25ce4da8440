# Gaps in a series are filled from later rows; the notebook treats its rows as ordered by time.
# %% 1
import pandas as pd
from sklearn.linear_model import LinearRegression
sales = pd.read_csv("sales.csv", parse_dates=["day"]).set_index("day")
sales["lag"] = sales["amount"].shift(1)
sales["price"] = sales["price"].bfill()
sales["rain"] = sales["rain"].interpolate()
sales["wind"] = sales["wind"].ffill()
LinearRegression().fit(sales[["lag", "price", "rain"]], sales["amount"])
# expect
# RP206 1:5
# RP206 1:6
