# Only training rows are copied, by hand and in a pipeline.
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
from imblearn.pipeline import make_pipeline
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
X_more, y_more = SMOTE(random_state=0).fit_resample(X_train, y_train)
model = LogisticRegression().fit(X_more, y_more)
print(model.score(X_test, y_test))
line = make_pipeline(SMOTE(random_state=0), LogisticRegression())
line.fit(X_train, y_train)
# %% 4
train = X_train.assign(bad=y_train)
few = resample(train[train["bad"] == 1], replace=True, n_samples=500, random_state=0)
train = pd.concat([train[train["bad"] == 0], few])
# expect
# quiet RP202
