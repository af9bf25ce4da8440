# Rows are standardised by hand and then divided by shuffled row numbers.
# %% 1
import numpy as np
import pandas as pd
d = pd.read_csv("exam.csv").values
X, y = d[:, :2], d[:, 2]
X = (X - np.mean(X, axis=0)) / np.std(X, axis=0)
n = int(0.7 * len(X))
idx = np.random.permutation(len(X))
X_train, X_test = X[idx[:n]], X[idx[n:]]
y_train, y_test = y[idx[:n]], y[idx[n:]]
# %% 2
from sklearn.linear_model import SGDClassifier
clf = SGDClassifier(loss="log_loss").fit(X_train, y_train)
print(clf.score(X_test, y_test))
# expect
# RP201 1:5
