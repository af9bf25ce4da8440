# Edges at quantiles of all rows; beyond them the outer bins go on.
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
df["spent_bin"] = pd.qcut(df["spent"], 4, labels=False)
df["age_bin"] = pd.cut(df["age"], 5, labels=["a", "b", "c", "d", "e"])
df["income_bin"] = pd.qcut(df["income"], 3, labels=["low", "middle", "high"])
# %%
X = pd.get_dummies(df[["visits", "spent_bin", "age_bin", "income_bin"]])
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
