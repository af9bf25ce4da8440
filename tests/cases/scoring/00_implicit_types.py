# Types are what the reader inferred from all rows; one row alone would be read as others.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
df["joined"] = pd.to_datetime(df["joined"])
df["month"] = df["joined"].dt.month
df["number"] = pd.to_numeric(df["customer"].str.slice(1), errors="coerce")
# %%
X = df[["age", "income", "visits", "month", "number"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
