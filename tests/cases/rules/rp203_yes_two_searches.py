# Each family is searched by cross-validation, and the families are compared on the test part.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from sklearn.model_selection import GridSearchCV
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
near = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [3, 5]}).fit(X_train, y_train)
vectors = GridSearchCV(SVC(), {"C": [1, 10]}).fit(X_train, y_train)
# %% 4
print(near.score(X_test, y_test))
print(vectors.score(X_test, y_test))
# expect
# RP203 4:2
