# One pipeline for each penalty, scored in the loop that makes it.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
best, chosen = -1, None
for alpha in [0.1, 1, 10]:
    line = make_pipeline(StandardScaler(), Ridge(alpha=alpha))
    line.fit(X_train, y_train)
    score = line.score(X_test, y_test)
    if score > best:
        best, chosen = score, line
# expect
# RP203 3:5
