# Shifted columns are put beside the table, and rows are left out of what comes of it: both lines compute, training alone leaves out.
# expect: proved
# label: 'load'

# %%
from sklearn.linear_model import LinearRegression
import pandas as pd
# %%
df = pd.read_csv("power.csv", parse_dates=["date"], dayfirst=True).sort_values("date")
series = df["load"]
lags = pd.concat([series.shift(i) for i in range(1, 4)], axis=1)
lags.columns = ["l1", "l2", "l3"]
data = pd.concat([df, lags], axis=1).dropna()
# %%
X = data[["l1", "l2", "l3", "wind"]]
y = data["load"]
X_train, X_test, y_train, y_test = X.iloc[:230], X.iloc[230:], y.iloc[:230], y.iloc[230:]
model = LinearRegression().fit(X_train, y_train)
pred = model.predict(X_test)
