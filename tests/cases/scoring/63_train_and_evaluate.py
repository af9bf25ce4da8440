# A function fits and evaluates whatever model it is given.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
import pandas as pd
import numpy as np
# %%
def train_and_evaluate(model, X_train, y_train, X_test, y_test):
    model.fit(X_train, y_train)
    pred = model.predict(X_test)
    return accuracy_score(y_test, pred)
# %%
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(df["age"].median())
df["income"] = df["income"].fillna(df["income"].median())
X = df[["age", "income", "visits", "spent"]]
y = df["left"].map({"Yes": 1, "No": 0})
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
# %%
logistic = LogisticRegression(max_iter=2000)
forest = RandomForestClassifier(n_estimators=20, random_state=0)
acc_logistic = train_and_evaluate(logistic, X_train, y_train, X_test, y_test)
acc_forest = train_and_evaluate(forest, X_train, y_train, X_test, y_test)
print(acc_logistic, acc_forest)
