# The threshold is the one that scores best on the test part.
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
line = LogisticRegression().fit(X_train, y_train)
chance = line.predict_proba(X_test)[:, 1]
scores = {}
for threshold in np.arange(0.1, 0.9, 0.05):
    scores[threshold] = f1_score(y_test, chance >= threshold)
# expect
# RP203 3:5
