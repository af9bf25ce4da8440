# Training and test file are put together, filled over both, and cut apart again at the old length.
# %% 1
import pandas as pd
from sklearn.linear_model import LogisticRegression
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
both = pd.concat([train, test])
both["fare"].fillna(both["fare"].mean(), inplace=True)
train = both[:len(train)]
test = both[len(train):]
# %% 2
model = LogisticRegression()
model.fit(train[["fare"]], train["bad"])
test["bad"] = model.predict(test[["fare"]])
# expect
# RP201 1:6
