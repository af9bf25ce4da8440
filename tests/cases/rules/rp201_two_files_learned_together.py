# The words of two files are counted together, and a model that learns from the one is scored on the other.
# %% 1
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
train = pd.read_csv("train.csv"); test = pd.read_csv("labelled_test.csv")
vec = TfidfVectorizer()
vec.fit(list(train["text"]) + list(test["text"]))
X_train = vec.transform(train["text"]); X_test = vec.transform(test["text"])
lr = LogisticRegression().fit(X_train, train["y"])
print(f1_score(test["y"], lr.predict(X_test)))
# expect
# RP201 1:7
