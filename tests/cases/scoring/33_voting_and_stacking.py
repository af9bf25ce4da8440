# Several models that answer as one.
# expect: proved

# %%
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
voting = VotingClassifier([("a", LogisticRegression(max_iter=1000)), ("b", GaussianNB())], voting="soft")
stack = StackingClassifier([("v", voting), ("t", DecisionTreeClassifier(max_depth=3, random_state=0))], final_estimator=LogisticRegression())
stack.fit(X_train, y_train)
# %%
pred = stack.predict(X_test)
print(accuracy_score(y_test, pred))
