# Several models answer for rows whose truth nobody has: nothing is scored.
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
X_train, X_valid, y_train, y_valid = train_test_split(train.drop(columns="bad"), train["bad"])
line = LogisticRegression().fit(X_train, y_train)
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(forest.score(X_valid, y_valid))
out = pd.DataFrame({"line": line.predict(test), "forest": forest.predict(test)})
out.to_csv("out.csv")
# expect
# quiet RP203 RP202
