# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Demand forecast per shop
#
# Two weeks ahead, daily.

# %%
import numpy as np
import pandas as pd
from datetime import timedelta
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
import matplotlib.pyplot as plt

HORIZON = 14
CUTOFF = "2023-11-01"

# %%
sales = pd.read_csv("data/sales.csv", parse_dates=["date"])
sales = sales.sort_values(["store", "date"]).reset_index(drop=True)
sales.head()

# %%
print(sales.date.min(), sales.date.max(), sales.store.nunique())

# %% [markdown]
# ## Closed days
#
# No sales on Christmas and New Year: not demand, so blank and interpolate per shop.

# %%
sales["units"] = sales["units"].astype(float)
sales.loc[sales["units"] == 0, "units"] = np.nan
sales["units"] = sales.groupby("store")["units"].transform(lambda s: s.interpolate(limit_direction="both"))
sales["units"].isna().sum()

# %%
total = sales.groupby("date")["units"].sum()
total.rolling(28).mean().plot(figsize=(10, 3), title="28 day mean, all shops")
plt.show()


# %% [markdown]
# ## Features

# %%
def calendar(df):
    df["dow"] = df["date"].dt.day_of_week
    df["month"] = df["date"].dt.month
    df["weekend"] = df["dow"].isin([5, 6]).astype(int)

calendar(sales)

# %%
LAGS = [14, 21, 28]
for lag in LAGS:
    sales[f"lag_{lag}"] = sales.groupby("store")["units"].shift(lag)
for window in (7, 28):
    sales[f"roll_{window}"] = sales.groupby("store")["units"].transform(lambda s: s.shift(HORIZON).rolling(window).mean())
store_mean = sales[sales["date"] < CUTOFF].groupby("store")["units"].mean().rename("store_mean")
sales = sales.merge(store_mean, on="store", how="left")

# %%
sales.tail(3)

# %%
model_data = sales.dropna()
features = [c for c in model_data.columns if c not in ("date", "units")]
train = model_data[model_data["date"] < CUTOFF]
test = model_data[model_data["date"] >= CUTOFF]
len(train), len(test)

# %% [markdown]
# ## Model against the naive forecast

# %%
model = RandomForestRegressor(n_estimators=60, min_samples_leaf=3, n_jobs=1, random_state=0)
model.fit(train[features], train["units"])
test = test.assign(forecast=model.predict(test[features]).round(1))
mae = mean_absolute_error(test["units"], test["forecast"])
naive = mean_absolute_error(test["units"], test["lag_14"])
print(f"model {mae:.2f}, naive {naive:.2f}, better by {1 - mae / naive:.0%}")

# %%
by_store = test.groupby("store").apply(lambda g: mean_absolute_error(g["units"], g["forecast"]), include_groups=False).round(2)
by_store

# %%
one = test[test["store"] == 3].set_index("date")
one[["units", "forecast"]].plot(figsize=(10, 3))
plt.title("shop 3")
plt.show()

# %% [markdown]
# ## Forecast for the next two weeks

# %%
last = sales["date"].max()
future = pd.DataFrame(
    [(last + timedelta(days=d), s) for s in sorted(sales["store"].unique()) for d in range(1, HORIZON + 1)],
    columns=["date", "store"],
)
future["promo"] = 0
calendar(future)
history = sales.set_index(["store", "date"])["units"]
for lag in LAGS:
    future[f"lag_{lag}"] = [history.get((s, d - timedelta(days=lag))) for s, d in zip(future["store"], future["date"])]
recent = sales.groupby("store")["units"]
future["roll_7"] = future["store"].map(recent.apply(lambda s: s.tail(7).mean()))
future["roll_28"] = future["store"].map(recent.apply(lambda s: s.tail(28).mean()))
future = future.merge(store_mean, on="store")
future["forecast"] = model.predict(future[features]).round(1)
future[["date", "store", "forecast"]].to_csv("forecast.csv", index=False)
future.groupby("store")["forecast"].sum()
