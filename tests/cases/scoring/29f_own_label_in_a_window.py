# The window over the label ends with the label itself: no new row has it, and the test rows were scored with the answer in hand.
# expect: blocked: labels of their own moment

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
df = pd.read_csv("power.csv")
df["date"] = pd.to_datetime(df["date"], format="%d/%m/%Y")
df = df.sort_values("date")
df["week"] = df["load"].rolling(7).mean()
df = df.dropna()
# %%
X = df[["week", "wind"]]
y = df["load"]
X_train, X_test, y_train, y_test = X[:230], X[230:], y[:230], y[230:]
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(mean_squared_error(y_test, pred))
