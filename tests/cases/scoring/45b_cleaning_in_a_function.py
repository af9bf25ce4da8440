# A function of the notebook that fills gaps with statistics of what it is given.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
def clean(table):
    table = table.copy()
    table["age"] = table["age"].fillna(table["age"].median())
    table["income"] = table["income"].fillna(table["income"].mean())
    return table
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df = clean(df)
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
