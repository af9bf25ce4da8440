# Training and test rows are two files, and two models are scored on the second.
# %% 1
import pandas as pd
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.metrics import accuracy_score
train = pd.read_csv("har_train.csv")
test = pd.read_csv("har_test.csv")
X_train, y_train = train.drop("Activity", axis=1), train["Activity"]
X_test, y_test = test.drop("Activity", axis=1), test["Activity"]
# %% 2
svc = SVC().fit(X_train, y_train)
print(accuracy_score(y_test, svc.predict(X_test)))
# %% 3
dt = DecisionTreeClassifier().fit(X_train, y_train)
print(accuracy_score(y_test, dt.predict(X_test)))
# expect
# RP203 3:2
