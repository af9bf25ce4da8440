# Lags made by a function, after the way in which many write it: sorted, shifted in a loop, cut at a date.
# expect: proved
# label: 'load'

# %%
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
import pandas as pd
# %%
def add_features(df, lags):
    df = df.copy()
    df["date"] = pd.to_datetime(df["date"], dayfirst=True)
    df = df.sort_values("date").reset_index(drop=True)
    for lag in lags:
        df[f"load_lag_{lag}"] = df["load"].shift(lag)
    df["load_mean_7"] = df["load"].shift(1).rolling(window=7).mean()
    df["month"] = df["date"].dt.month
    return df
# %%
raw = pd.read_csv("power.csv")
data = add_features(raw, [1, 2, 7])
data = data.dropna()
# %%
split = "2023-09-01"
train = data[data["date"] < split]
test = data[data["date"] >= split]
columns = [c for c in data.columns if c not in ("date", "load")]
model = GradientBoostingRegressor(n_estimators=20, random_state=0)
model.fit(train[columns], train["load"])
pred = model.predict(test[columns])
print(mean_absolute_error(test["load"], pred))
