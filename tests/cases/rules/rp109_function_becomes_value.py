# A function, an import and a table each become a plain value under the same name.
# %% 1
import pandas as pd
from sklearn.metrics import auc
def total(df):
    return df["amount"].sum()
orders = pd.read_csv("orders.csv")
# %% 2
total = 12
auc = auc([0, 1], [0, 1])
orders = ["a", "b"]
# expect
# RP109 2:1
# RP109 2:2
# RP109 2:3
