# Yesterday's number: one row alone has no yesterday.
# expect: blocked: shift|earlier values

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
sales = pd.read_csv("sales.csv", parse_dates=["day"])
sales = sales.sort_values(["shop", "day"])
sales["before"] = sales.groupby("shop")["units"].shift(1)
sales["week"] = sales["before"].rolling(7).mean()
sales = sales.dropna()
# %%
X = sales[["before", "week", "heat", "shop"]]
y = sales["units"]
X_train, X_test = X[:250], X[250:]
y_train, y_test = y[:250], y[250:]
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(mean_squared_error(y_test, pred))
