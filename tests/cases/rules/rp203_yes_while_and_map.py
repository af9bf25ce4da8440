# A loop without a list of what it tries, and a function that `map` calls for each setting.
# %% 1
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
from sklearn.model_selection import train_test_split
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans[["age"]], loans["bad"], random_state=0)
X_fit, X_last, y_fit, y_last = train_test_split(loans[["age", "job"]], loans["bad"], random_state=0)
# %% 2
depth = 1
while depth < 10:
    tree = DecisionTreeClassifier(max_depth=depth).fit(X_train, y_train)
    print((tree.predict(X_test) == y_test).mean())
    depth += 1
# %% 3
def judge(depth):
    tree = DecisionTreeClassifier(max_depth=depth).fit(X_fit, y_fit)
    return tree.score(X_last, y_last)
scores = list(map(judge, [2, 4, 8]))
# expect
# RP203 2:4
# RP203 3:3
