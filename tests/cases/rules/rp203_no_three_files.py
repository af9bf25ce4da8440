# Training, validation and test rows are three files, read on one line: the validation file chooses, the test file has the last word.
# %% 1
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
train = pd.read_csv("train.csv"); val = pd.read_csv("val.csv"); test = pd.read_csv("test.csv")
cols = ["a", "b", "c"]
lr = LogisticRegression().fit(train[cols], train["y"])
rf = RandomForestClassifier().fit(train[cols], train["y"])
print(f1_score(val["y"], lr.predict(val[cols])), f1_score(val["y"], rf.predict(val[cols])))
# %% 2
print(f1_score(test["y"], rf.predict(test[cols])))
# expect
# quiet RP203
