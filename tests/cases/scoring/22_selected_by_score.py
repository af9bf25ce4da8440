# Columns chosen by a fitted selector.
# expect: proved

# %%
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = pd.get_dummies(df[["age", "income", "visits", "spent", "city", "plan"]], dtype=float)
y = df["left"]
# %%
selector = SelectKBest(f_classif, k=5)
X_new = selector.fit_transform(X, y)
chosen = X.columns[selector.get_support()]
X = X[chosen]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
