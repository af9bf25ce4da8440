# The model is an item of a dict.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(df["age"].mean())
df["income"] = df["income"].fillna(df["income"].median())
# %%
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)

# %%
from sklearn.tree import DecisionTreeClassifier
models = {"logistic": LogisticRegression(max_iter=2000), "tree": DecisionTreeClassifier(max_depth=3, random_state=0)}
for name in models:
    models[name].fit(X_train, y_train)
pred = models["logistic"].predict(X_test)
print(accuracy_score(y_test, pred))
