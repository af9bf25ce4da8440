# Cross-validation chooses in a loop; the chosen model meets the test part once.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from sklearn.model_selection import cross_val_score
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
means = {}
for k in (3, 5, 7):
    means[k] = cross_val_score(KNeighborsClassifier(k), X_train, y_train, cv=5).mean()
best = max(means, key=means.get)
final = KNeighborsClassifier(best).fit(X_train, y_train)
print(final.score(X_test, y_test))
# expect
# quiet RP203 RP202
