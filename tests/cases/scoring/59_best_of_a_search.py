# The model is an attribute of the search that found it.
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
from sklearn.model_selection import GridSearchCV
search = GridSearchCV(LogisticRegression(max_iter=2000), {"C": [0.1, 1.0]}, cv=3)
search.fit(X_train, y_train)
pred = search.best_estimator_.predict(X_test)
print(accuracy_score(y_test, pred))
