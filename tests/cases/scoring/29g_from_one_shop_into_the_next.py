# Sorted by shop and day, a window that is not taken by shop runs from one shop's last days into the next one's first.
# expect: blocked: labels of later rows

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
sales = pd.read_csv("sales.csv", parse_dates=["day"])
sales = sales.sort_values(["shop", "day"])
sales["week"] = sales["units"].shift(1).rolling(7).mean()
sales = sales.dropna()
# %%
X = sales[["week", "heat", "shop"]]
y = sales["units"]
X_train, X_test = X[:250], X[250:]
y_train, y_test = y[:250], y[250:]
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(mean_squared_error(y_test, pred))
