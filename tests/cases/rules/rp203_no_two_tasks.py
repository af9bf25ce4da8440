# Two tasks, two splits, a model for each.
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
homes = pd.read_csv("homes.csv")
a_train, a_test, b_train, b_test = train_test_split(loans.drop(columns="bad"), loans["bad"])
c_train, c_test, d_train, d_test = train_test_split(homes[["size"]], homes["price"])
# %% 3
first = LogisticRegression().fit(a_train, b_train)
print(first.score(a_test, b_test))
second = Ridge().fit(c_train, d_train)
print(second.score(c_test, d_test))
# expect
# quiet RP203 RP202
