# A validation part chooses among many, a search chooses by cross-validation, one model is asked in several ways: the test is the last word.
# %% 1
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split, GridSearchCV
from sklearn.metrics import f1_score, roc_auc_score
loans = pd.read_csv("loans.csv")
X_rest, X_test, y_rest, y_test = train_test_split(loans[["age"]], loans["bad"])
X_train, X_valid, y_train, y_valid = train_test_split(X_rest, y_rest)
# %% 2
best = 0
for trees in (10, 100):
    candidate = RandomForestClassifier(trees).fit(X_train, y_train)
    best = max(best, candidate.score(X_valid, y_valid))
line = LogisticRegression().fit(X_train, y_train)
line.score(X_valid, y_valid)
# %% 3
search = GridSearchCV(RandomForestClassifier(), {"max_depth": [2, 4]}).fit(X_rest, y_rest)
guess = search.predict(X_test)
print(f1_score(y_test, guess), roc_auc_score(y_test, search.best_estimator_.predict_proba(X_test)[:, 1]))
print(search.score(X_test, y_test), search.score(X_rest, y_rest))
print(DummyClassifier().fit(X_rest, y_rest).score(X_test, y_test))
# expect
# quiet RP203 RP202 RP207
