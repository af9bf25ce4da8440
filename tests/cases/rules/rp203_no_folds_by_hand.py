# Each fold has its own model and its own rows.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from sklearn.model_selection import KFold
# %% 2
loans = pd.read_csv("loans.csv")
X, y = loans.drop(columns="bad"), loans["bad"]
folds = KFold(5)
scores = []
for train, test in folds.split(X):
    model = LogisticRegression()
    model.fit(X.iloc[train], y.iloc[train])
    scores.append(model.score(X.iloc[test], y.iloc[test]))
print(np.mean(scores))
# expect
# quiet RP203 RP202
