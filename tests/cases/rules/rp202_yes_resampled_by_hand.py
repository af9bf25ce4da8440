# The rare rows are drawn again and again before the split.
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
many = loans[loans["bad"] == 0]
few = loans[loans["bad"] == 1]
few = resample(few, replace=True, n_samples=len(many), random_state=0)
both = pd.concat([many, few])
X_train, X_test, y_train, y_test = train_test_split(both.drop(columns="bad"), both["bad"], random_state=0)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
# expect
# RP202 2:4
