# A mean of both parts of a split, joined again, fills the gaps of each.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import Ridge
df = pd.read_csv("a.csv")
train, test = train_test_split(df, random_state=0)
both = pd.concat([train, test])
m = both["age"].mean()
train["age"] = train["age"].fillna(m)
test["age"] = test["age"].fillna(m)
r = Ridge().fit(train[["age"]], train["y"])
print(r.score(test[["age"]], test["y"]))
# expect
# RP201 1:8
# RP201 1:9
