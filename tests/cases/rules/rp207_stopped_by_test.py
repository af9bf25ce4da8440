# Training stops where the test rows score best, and a search tunes on the test rows alone.
# %% 1
import pandas as pd
from xgboost import XGBClassifier
from sklearn.svm import SVC
from sklearn.model_selection import train_test_split, GridSearchCV
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans[["age"]], loans["bad"])
# %% 2
model = XGBClassifier()
model.fit(X_train, y_train, eval_set=[(X_test, y_test)], early_stopping_rounds=10)
model.score(X_test, y_test)
# %% 3
search = GridSearchCV(SVC(), {"C": [1, 10]})
search.fit(X_test, y_test)
# expect
# RP207 2:2
# RP207 3:2
