# A loop over classes draws the curves of one model.
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
model = LogisticRegression().fit(X_train, y_train)
chance = model.predict_proba(X_test)
curves = {}
for number in range(3):
    curves[number] = roc_curve(y_test == number, chance[:, number])
for start in range(0, 100, 10):
    print(model.score(X_test[start:start + 10], y_test[start:start + 10]))
# expect
# quiet RP203 RP202
