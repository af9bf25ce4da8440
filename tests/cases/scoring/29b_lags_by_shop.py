# Lags and windows within each shop: another shop's yesterday is nobody's history.
# expect: proved
# label: 'units'

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
sales = pd.read_csv("sales.csv", parse_dates=["day"])
sales = sales.sort_values(["shop", "day"])
for lag in [1, 2, 7]:
    sales[f"lag_{lag}"] = sales.groupby("shop")["units"].shift(lag)
sales["mean_3"] = sales.groupby("shop")["units"].transform(lambda s: s.shift(1).rolling(3).mean())
sales["heat_mean"] = sales.groupby("shop")["heat"].rolling(4).mean().reset_index(level=0, drop=True)
sales = sales.dropna()
# %%
train = sales[sales["day"] < "2023-04-01"]
test = sales[sales["day"] >= "2023-04-01"]
features = ["lag_1", "lag_2", "lag_7", "mean_3", "heat_mean", "heat", "shop"]
model = Ridge().fit(train[features], train["units"])
pred = model.predict(test[features])
print(mean_squared_error(test["units"], pred))
