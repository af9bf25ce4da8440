# The native training of a booster watches the test part, by a list of pairs.
# %% 1
import pandas as pd
import xgboost as xgb
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score
df = pd.read_csv("bank.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="y"), df["y"], random_state=1)
dtrain = xgb.DMatrix(X_train, label=y_train)
dtest = xgb.DMatrix(X_test, label=y_test)
# %% 2
bst = xgb.train({"objective": "binary:logistic"}, dtrain, 1000, evals=[(dtrain, "train"), (dtest, "test")], early_stopping_rounds=20)
print(roc_auc_score(y_test, bst.predict(dtest)))
# expect
# RP207 2:1
