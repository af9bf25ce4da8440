# Models in a dict go through one test part.
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
models = {"line": LogisticRegression(), "forest": RandomForestClassifier(random_state=0)}
results = {}
for name, model in models.items():
    model.fit(X_train, y_train)
    found = model.predict(X_test)
    results[name] = accuracy_score(y_test, found)
best = max(results, key=results.get)
# expect
# RP203 3:6
