# Rows are copied before the split: copies land in both parts.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from imblearn.over_sampling import SMOTE, RandomOverSampler
from sklearn.utils import resample
# %% 2
loans = pd.read_csv("loans.csv")
X, y = loans.drop(columns="bad"), loans["bad"]
X_more, y_more = RandomOverSampler(random_state=0).fit_resample(X, y)
X_train, X_test, y_train, y_test = train_test_split(X_more, y_more, random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
# expect
# RP202 2:3
