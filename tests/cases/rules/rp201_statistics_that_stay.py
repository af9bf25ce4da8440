# Statistics that go nowhere, windows, row sums, thresholds of targets, aggregates of another table and exploring cuts are no leak.
# %% 1
import pandas as pd
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
orders = pd.read_csv("orders.csv")
people = pd.read_csv("people.csv")
people = people.merge(orders.groupby("person")["amount"].sum(), on="person")
people["visits"] = people[["web", "shop"]].sum(axis=1)
people["good"] = (people["score"] > people["score"].median()).astype(int)
orders.describe()
print(people["age"].mean(), people.corr())
# %% 2
cheap = people[people["price"] < 5]
dear = people[people["price"] >= 5]
print(cheap["age"].fillna(cheap["age"].mean()).describe(), len(dear))
X_train, X_test, y_train, y_test = train_test_split(people[["visits", "amount"]], people["good"])
mean = X_train["visits"].mean()
X_train["visits"] = X_train["visits"].fillna(mean)
X_test["visits"] = X_test["visits"].fillna(mean)
LogisticRegression().fit(X_train, y_train).score(X_test, y_test)
# expect
# quiet RP201 RP202
