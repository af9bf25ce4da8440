# A mapping that is written down depends on no row.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
df["plan"] = df["plan"].map({"basic": 0, "plus": 1, "pro": 2})
df["city"] = df["city"].replace({"Bern": 1, "Rome": 2, "Oslo": 3, "Bonn": 4, "Nice": 5}).astype(int)
# %%
X = df[["age", "income", "visits", "plan", "city"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
