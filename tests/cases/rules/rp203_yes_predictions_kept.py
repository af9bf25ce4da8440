# Predictions of two models are kept, and judged together below.
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
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
by_line = line.predict(X_test)
by_forest = forest.predict(X_test)
# %% 4
print(classification_report(y_test, by_line))
print(classification_report(y_test, by_forest))
# expect
# RP203 4:2
