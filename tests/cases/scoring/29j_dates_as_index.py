# The dates are the index: new rows come with them as a column, and the index is made anew.
# expect: proved
# label: 'load'

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
import pandas as pd
# %%
df = pd.read_csv("power.csv", index_col="date", parse_dates=True, dayfirst=True).sort_index()
df["yesterday"] = df["load"].shift(1)
df["month"] = df.index.month
df = df.dropna()
# %%
X = df.drop("load", axis=1)
y = df["load"]
X_train, X_test = X.loc[:"2023-08-31"], X.loc["2023-09-01":]
y_train, y_test = y.loc[:"2023-08-31"], y.loc["2023-09-01":]
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(mean_squared_error(y_test, pred))
