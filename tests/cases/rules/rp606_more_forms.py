# Other forms of the same: columns behind a dot, locators of a column, rows by number, broad handlers and switches; sums of SQL.
# %% 1
import contextlib
import warnings
import numpy as np
import pandas as pd
df = pd.read_csv("a.csv", dtype=str)
mask = df.age > 3
df["age"][mask] = 1
df.age.iloc[0] = 1
df["age"].loc[mask] = 1
df.loc[mask]["age"] = 1
df.age.fillna(0, inplace=True)
df[["age", "size"]].fillna(0, inplace=True)
# %% 2
warnings.simplefilter(action="ignore")
pd.options.mode.chained_assignment = None
np.seterr(all="ignore")
# %% 3
with contextlib.suppress(Exception):
    df = df.rename(columns=str)
try:
    df.check()
except (ValueError, Exception) as error:
    print(error)
for i in range(len(df)):
    print(df.iloc[i])
query = "SELECT id" + " FROM orders WHERE city = '" + city + "'"
# expect
# RP606 1:7
# RP606 1:8
# RP606 1:9
# RP606 1:10
# RP606 1:11
# RP606 1:12
# RP603 2:1
# RP603 2:2
# RP603 2:3
# RP602 3:1
# RP602 3:5
# RP608 3:7
# RP307 3:9
