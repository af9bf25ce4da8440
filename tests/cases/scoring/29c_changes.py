# Tomorrow's direction from today's changes: the label looks ahead, the features look back, and the first days have no feature.
# expect: proved
# label: None

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
import pandas as pd
# %%
df = pd.read_csv("power.csv", parse_dates=["date"], dayfirst=True)
df.sort_values("date", inplace=True)
df["change"] = df["load"].diff()
df["share"] = df["load"].pct_change(2)
df["smooth"] = df["load"].ewm(span=5).mean()
df["up"] = (df["load"].shift(-1) > df["load"]).astype(int)
df.dropna(inplace=True)
# %%
X = df[["change", "share", "smooth", "wind"]]
y = df["up"]
X_train, X_test = X.iloc[:230], X.iloc[230:-1]
y_train, y_test = y.iloc[:230], y.iloc[230:-1]
model = LogisticRegression(max_iter=1000).fit(X_train, y_train)
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
