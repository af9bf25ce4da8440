# The mean of the training part fills both parts, in a loop over them.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import Ridge
df = pd.read_csv("a.csv")
train, test = train_test_split(df, random_state=0)
m = train["age"].mean()
for part in (train, test):
    part["age"] = part["age"].fillna(m)
    part["old"] = part["age"] > 60
r = Ridge().fit(train[["age", "old"]], train["y"])
print(r.score(test[["age", "old"]], test["y"]))
# expect
# quiet RP201 RP202
