# A window around today needs tomorrow: refused with its statement.
# expect: blocked: rolling|later rows

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
df = pd.read_csv("power.csv")
df["date"] = pd.to_datetime(df["date"], format="%d/%m/%Y")
df = df.sort_values("date")
df["around"] = df["wind"].rolling(5, center=True).mean()
df = df.dropna()
# %%
X = df[["around", "wind"]]
y = df["load"]
X_train, X_test, y_train, y_test = X[:230], X[230:], y[:230], y[230:]
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(mean_squared_error(y_test, pred))
