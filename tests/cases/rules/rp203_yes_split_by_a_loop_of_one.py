# A loop over one shuffled split is a split: models that are scored after it share its test rows.
# %% 1
import pandas as pd
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.naive_bayes import GaussianNB
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.metrics import log_loss
leaf = pd.read_csv("leaf.csv")
y = leaf["species"]; X = leaf.drop(columns=["species", "id"])
sss = StratifiedShuffleSplit(n_splits=1, test_size=0.2, random_state=23)
for train_index, test_index in sss.split(X, y):
    X_train, X_test = X.values[train_index], X.values[test_index]
    y_train, y_test = y[train_index], y[test_index]
# %% 2
for clf in [GaussianNB(), QuadraticDiscriminantAnalysis()]:
    clf.fit(X_train, y_train)
    print(log_loss(y_test, clf.predict_proba(X_test)))
# expect
# RP203 2:3
