# A function that learns is called for each column in a loop, and again after it.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
def banded(column, count=4):
    return pd.qcut(column, count, labels=False, duplicates="drop")


def filled(column):
    return column.fillna(column.median())
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
for name in ["age", "income"]:
    df[name] = filled(df[name])
for name in ["age", "income", "spent"]:
    df[name + "_band"] = banded(df[name])
df["visits"] = filled(df["visits"])
df["visits_band"] = banded(df["visits"], 3)
X = df[["age_band", "income_band", "spent_band", "visits_band"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
