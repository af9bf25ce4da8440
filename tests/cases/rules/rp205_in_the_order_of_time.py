# A lag, and folds in the order of time: no fold learns from rows after those that it is tested on.
# %% 1
import pandas as pd
from sklearn.model_selection import TimeSeriesSplit, cross_val_score
from sklearn.linear_model import Ridge
d = pd.read_csv("x.csv")
d["lag"] = d["y"].shift(1)
d = d.dropna()
print(cross_val_score(Ridge(), d[["lag"]], d["y"], cv=TimeSeriesSplit(5)).mean())
# expect
# quiet RP205
