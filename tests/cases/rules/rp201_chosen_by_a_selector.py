# A selector that saw all rows names the columns that are kept.
# %% 1
import pandas as pd
from sklearn.feature_selection import RFE
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
bank = pd.read_csv("bank.csv", sep=";")
bank = pd.get_dummies(bank, drop_first=True)
X = bank.drop(columns="y_yes"); y = bank["y_yes"]
rfe = RFE(LogisticRegression(), n_features_to_select=20)
rfe = rfe.fit(X, y)
cols = X.columns[rfe.support_]
X = X[cols]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
lr = LogisticRegression().fit(X_train, y_train)
print(lr.score(X_test, y_test))
# expect
# RP201 1:9
