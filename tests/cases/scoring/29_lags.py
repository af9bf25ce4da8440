# Yesterday's number and the week before it, in one series whose file is in no order: the history comes from the bundle, in order of its dates.
# expect: proved
# label: 'load'

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
df = pd.read_csv("power.csv")
df["date"] = pd.to_datetime(df["date"], format="%d/%m/%Y")
df = df.sort_values("date").reset_index(drop=True)
# %%
df["yesterday"] = df["load"].shift(1)
df["week"] = df["load"].shift(1).rolling(7).mean()
df["weekday"] = df["date"].dt.dayofweek
df = df.dropna()
# %%
X = df[["yesterday", "week", "weekday", "wind"]]
y = df["load"]
X_train, X_test = X[:230], X[230:]
y_train, y_test = y[:230], y[230:]
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(mean_squared_error(y_test, pred))
