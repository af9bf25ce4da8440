# The watched rows have a name, and stand with the training rows in one list.
# %% 1
import lightgbm as lgb
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score
d = pd.read_feather("tx.feather")
y = d.pop("isFraud")
X_train, X_test, y_train, y_test = train_test_split(d, y, test_size=0.2, random_state=0)
m = lgb.LGBMClassifier(n_estimators=5000)
evals = [(X_train, y_train), (X_test, y_test)]
m.fit(X_train, y_train, eval_set=evals, callbacks=[lgb.early_stopping(100)])
print(roc_auc_score(y_test, m.predict_proba(X_test)[:, 1]))
# expect
# RP207 1:10
