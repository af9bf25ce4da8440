# One model, judged in many ways on the test part: there is nothing to choose.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
forest = RandomForestClassifier(random_state=0)
forest.fit(X_train, y_train)
found = forest.predict(X_test)
chance = forest.predict_proba(X_test)[:, 1]
# %% 4
print(accuracy_score(y_test, found), f1_score(y_test, found))
print(confusion_matrix(y_test, found))
print(forest.score(X_train, y_train), forest.score(X_test, y_test))
for metric in (accuracy_score, f1_score):
    print(metric.__name__, metric(y_test, found))
# expect
# quiet RP203 RP202
