# The rows up to one day are for training, those from the next day on score two models.
# %% 1
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
s = pd.read_csv("load.csv", parse_dates=["ts"], index_col="ts")
train, test = s.loc[:"2019-12-31"], s.loc["2020-01-01":]
lin = LinearRegression().fit(train[["temp"]], train["load"])
print(mean_absolute_error(test["load"], lin.predict(test[["temp"]])))
rf = RandomForestRegressor().fit(train[["temp"]], train["load"])
print(mean_absolute_error(test["load"], rf.predict(test[["temp"]])))
# expect
# RP203 1:10
