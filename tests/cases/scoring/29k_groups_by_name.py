# The groups have a name of their own, and the label is each shop's tomorrow: the groups are made anew of history and new rows.
# expect: proved
# label: None

# %%
from sklearn.ensemble import GradientBoostingRegressor
import pandas as pd
# %%
df = pd.read_csv("sales.csv", parse_dates=["day"]).sort_values(["shop", "day"])
shops = df.groupby("shop")
df["tomorrow"] = shops["units"].shift(-1)
df["yesterday"] = shops["units"].shift(1)
df["mean"] = shops["units"].rolling(5).mean().reset_index(0, drop=True)
df["so_far"] = shops["units"].cumsum()
df = df.dropna()
# %%
features = ["yesterday", "mean", "so_far", "units", "heat"]
train, test = df[df["day"] < "2023-04-01"], df[df["day"] >= "2023-04-01"]
model = GradientBoostingRegressor(n_estimators=10, random_state=0).fit(train[features], train["tomorrow"])
pred = model.predict(test[features])
