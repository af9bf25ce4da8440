# Stopping by a validation part, and watching the test part without acting on it, are honest.
# %% 1
import pandas as pd
from xgboost import XGBClassifier
from sklearn.model_selection import train_test_split
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans[["age"]], loans["bad"])
X_fit, X_valid, y_fit, y_valid = train_test_split(X_train, y_train)
# %% 2
model = XGBClassifier(early_stopping_rounds=10)
model.fit(X_fit, y_fit, eval_set=[(X_valid, y_valid)])
model.score(X_test, y_test)
# expect
# quiet RP207 RP203
