# `dropna(axis=1, thresh=...)` chooses columns by all rows.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["empty"] = df["spent"].where(df["spent"] > 400)
df = df.dropna(axis=1, thresh=int(0.5 * len(df)))
numeric = [c for c in df.columns if df[c].dtype != "O" and df[c].dtype.kind in "if"]
df = df[numeric].fillna(0)
# %%
X = df.drop(["left", "price"], axis=1)
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
