# Two models, and the settings of a third in a loop, are scored on the one test part: whichever wins was chosen by it.
# %% 1
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans[["age"]], loans["bad"])
# %% 2
first = LogisticRegression()
first.fit(X_train, y_train)
print(f1_score(y_test, first.predict(X_test)))
# %% 3
second = DecisionTreeClassifier()
second.fit(X_train, y_train)
found = second.predict(X_test)
print(f1_score(y_test, found))
# expect
# RP203 3:4
# quiet RP201 RP202
