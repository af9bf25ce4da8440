# Scored on another file's rows; an outlier finder is fitted without answers, so there is nothing to have seen.
# %% 1
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.ensemble import IsolationForest
from sklearn.metrics import f1_score
homes = pd.read_csv("homes.csv")
later = pd.read_csv("later.csv")
# %% 2
line = LinearRegression().fit(homes[["size"]], homes["price"])
line.score(homes[["size"]], homes["price"])
line.score(later[["size"]], later["price"])
# %% 3
finder = IsolationForest()
finder.fit(homes[["size"]])
print(f1_score(homes["odd"], finder.predict(homes[["size"]])))
# expect
# quiet RP202 RP203
