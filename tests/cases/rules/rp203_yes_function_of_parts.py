# A function that gets all four parts scores three models.
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
def judge(model, a, b, c, d):
    model.fit(a, c)
    found = model.predict(b)
    return accuracy_score(d, found)
# %% 4
line = judge(LogisticRegression(), X_train, X_test, y_train, y_test)
forest = judge(RandomForestClassifier(random_state=0), X_train, X_test, y_train, y_test)
vectors = judge(SVC(), X_train, X_test, y_train, y_test)
# expect
# RP203 3:4
