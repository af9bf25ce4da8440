# Each row is answered by a model that has not seen it; clusters have no answers to have seen.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from sklearn.model_selection import cross_val_predict
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
# %% 2
loans = pd.read_csv("loans.csv")
X, y = loans.drop(columns="bad"), loans["bad"]
found = cross_val_predict(LogisticRegression(), X, y, cv=5)
print(accuracy_score(y, found))
groups = KMeans(3, random_state=0).fit(X)
print(silhouette_score(X, groups.predict(X)))
forest = RandomForestClassifier(oob_score=True, random_state=0).fit(X, y)
print(forest.oob_score_)
# expect
# quiet RP202 RP203
