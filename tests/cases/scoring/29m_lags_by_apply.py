# Each shop's rows go through a function that sorts and shifts them; what comes back stands shop by shop.
# expect: proved
# label: 'units'

# %%
from sklearn.ensemble import RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
import pandas as pd
# %%
def lagged(group):
    group = group.sort_values("day")
    group["lag1"] = group["units"].shift(1)
    group["lag2"] = group["units"].shift(2)
    return group
# %%
df = pd.read_csv("sales.csv", parse_dates=["day"])
df = df.groupby("shop", group_keys=False)[df.columns.tolist()].apply(lagged)
df = df.dropna()
df["weekday"] = df["day"].dt.dayofweek
# %%
train = df[df["day"] < "2023-04-01"]
test = df[df["day"] >= "2023-04-01"]
columns = ["lag1", "lag2", "weekday", "heat"]
model = make_pipeline(StandardScaler(), RandomForestRegressor(n_estimators=10, random_state=0))
model.fit(train[columns], train["units"])
pred = model.predict(test[columns])
