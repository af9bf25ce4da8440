# Each data set is split in the outer loop, and the inner loop scores one model after another on its test part; two more are scored elsewhere.
# %% 1
import pandas as pd
from sklearn.datasets import load_iris, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
orders = pd.read_csv("orders.csv")
# %% 2
for X, y in (load_iris(return_X_y=True), load_wine(return_X_y=True)):
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    for model in (LogisticRegression(), SVC()):
        print(model.fit(X_train, y_train).score(X_test, y_test))
# %% 3
a, b, late, later = train_test_split(orders[["price"]], orders["late"], random_state=0)
print(SVC().fit(a, late).score(b, later))
# expect
# RP203 2:4
