# What replaced them, lists, a guarded import, a period (which keeps its "M"), and a release held by the notebook itself.
# %% 1
!pip install "xgboost==1.7.6"
import numpy as np
import pandas as pd
import xgboost
try:
    from StringIO import StringIO
except ImportError:
    from io import StringIO
# %% 2
rows = []
done = rows.append(1)
df = pd.DataFrame({"a": [1], "b": ["x"]})
df = pd.concat([df, df])
labels = df.index.append(df.index)
df.drop("a", axis=1)
df["a"].ffill()
df.groupby("a")[["a", "b"]].sum()
flag = np.bool(1)
pd.to_datetime(df["b"]).dt.to_period("M")
model = xgboost.XGBClassifier()
model.fit(df, rows, eval_metric="auc")
# expect
# quiet RP802
