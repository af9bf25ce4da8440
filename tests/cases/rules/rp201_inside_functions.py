# The notebook's functions learn from all rows before they are called with a split; a statistic kept in a name lands later.
# %% 1
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from sklearn.model_selection import train_test_split
def fill(frame):
    frame["income"] = frame["income"].fillna(frame["income"].median())
    return frame
def evaluate(model, features, target, scaled=True):
    if scaled:
        features = MinMaxScaler().fit_transform(features)
    else:
        features = features.values
    a, b, c, d = train_test_split(features, target)
    model.fit(a, c)
    return model.score(b, d)
# %% 2
from sklearn.linear_model import LogisticRegression
loans = fill(pd.read_csv("loans.csv"))
typical = loans["age"].mean()
loans["age"] = loans["age"].fillna(typical)
evaluate(LogisticRegression(), loans[["age", "income"]], loans["bad"])
# expect
# RP201 1:5
# RP201 1:9
# RP201 2:4
# quiet RP202
