# Training and test rows are drawn from the same table, one without regard to the other.
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
train = loans.sample(frac=0.8, random_state=1)
test = loans.sample(frac=0.2, random_state=2)
model = LogisticRegression().fit(train.drop(columns="bad"), train["bad"])
print(model.score(test.drop(columns="bad"), test["bad"]))
# expect
# RP202 2:5
