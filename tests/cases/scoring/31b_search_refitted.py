# The best parameters go into a new model.
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
search = GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [2, 3, 4]}, cv=3).fit(X_train, y_train)
model = DecisionTreeClassifier(random_state=0, **search.best_params_)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
