# Several models are parts of one, and only that one is scored.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_curve, confusion_matrix, classification_report
from sklearn.ensemble import VotingClassifier
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
line = LogisticRegression()
forest = RandomForestClassifier(random_state=0)
vote = VotingClassifier([("line", line), ("forest", forest)])
for model in (line, forest):
    model.fit(X_train, y_train)
    print(model.score(X_train, y_train))
vote.fit(X_train, y_train)
print(vote.score(X_test, y_test))
# expect
# quiet RP203
