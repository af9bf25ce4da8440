# The number of neighbours is tried out in a comprehension.
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
scores = [KNeighborsClassifier(k).fit(X_train, y_train).score(X_test, y_test) for k in range(1, 20)]
best = int(np.argmax(scores)) + 1
# expect
# RP203 3:1
