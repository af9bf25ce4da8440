# Two models: the one that is saved is the model, though the other one is asked last.
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
import pickle
from sklearn.tree import DecisionTreeClassifier
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
with open("model.pkl", "wb") as file:
    pickle.dump(model, file)
# %%
tree = DecisionTreeClassifier(max_depth=3, random_state=0)
tree.fit(X_train, y_train)
print(accuracy_score(y_test, model.predict(X_test)), accuracy_score(y_test, tree.predict(X_test)))
