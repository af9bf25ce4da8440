# The best model of a search scores; nothing is searched again.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = pd.get_dummies(df[["age", "income", "visits", "plan"]])
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
search = GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [2, 3, 4]}, cv=3)
search.fit(X_train, y_train)
best = search.best_estimator_
# %%
pred = best.predict(X_test)
print(search.best_params_, accuracy_score(y_test, pred))
