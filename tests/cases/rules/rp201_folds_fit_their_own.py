# Each fold fits its own scaler; the positional split takes its mean from the first part.
# %% 1
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler
homes = pd.read_csv("homes.csv")
X, y = homes[["size", "rooms"]].values, homes["price"].values
# %% 2
for first, second in KFold(5).split(X):
    scaler = StandardScaler().fit(X[first])
    model = Ridge().fit(scaler.transform(X[first]), y[first])
    print(model.score(scaler.transform(X[second]), y[second]))
# %% 3
head = homes[:800]
tail = homes[800:]
usual = head["size"].mean()
line = Ridge()
line.fit(head[["size"]].fillna(usual), head["price"])
line.score(tail[["size"]].fillna(usual), tail["price"])
# expect
# quiet RP201 RP202 RP203 RP208
