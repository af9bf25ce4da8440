# Columns by importance in a first model, then a second model on them.
# expect: proved

# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = pd.get_dummies(df[["age", "income", "visits", "spent", "city", "plan"]])
y = df["left"]
forest = RandomForestClassifier(n_estimators=20, random_state=0).fit(X, y)
importances = pd.Series(forest.feature_importances_, index=X.columns).sort_values(ascending=False)
best = importances.head(4).index
X = X[best]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
