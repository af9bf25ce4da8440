# Two files are joined to be cleaned alike, and cut apart again.
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
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
count = len(train)
both = pd.concat([train, test])
both["city"] = both["city"].str.lower()
train, test = both[:count], both[count:]
X_fit, X_valid, y_fit, y_valid = train_test_split(train.drop(columns="bad"), train["bad"], random_state=0)
model = LogisticRegression().fit(X_fit, y_fit)
print(model.score(X_fit, y_fit), model.score(X_valid, y_valid))
answers = model.predict(test.drop(columns="bad"))
# expect
# quiet RP202
