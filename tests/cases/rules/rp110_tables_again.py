# A second run of these cells changes the table further, or does not find what the first took away.
# %% 1
import numpy as np
import pandas as pd
df = pd.read_csv("orders.csv")
other = pd.read_csv("customers.csv")
# %% 2
df = df.drop(columns=["id"])
# %% 3
df["price"] = np.log(df["price"])
# %% 4
df["share"] = 100 * df["share"]
# %% 5
df.drop("note", axis=1, inplace=True)
# %% 6
df = df.merge(other, on="customer")
# %% 7
df = df.set_index("day").sort_index()
# %% 8
df = pd.concat([df, other])
# %% 9
target = df.pop("target")
# %% 10
df = df.iloc[1:]
# %% 11
del df["city"]
# %% 12
df = df.reset_index()
# %% 13
df["change"] = df["change"].diff()
# %% 14
df.insert(0, "number", range(len(df)))
# expect
# RP110 2:1
# RP110 3:1
# RP110 4:1
# RP110 5:1
# RP110 6:1
# RP110 7:1
# RP110 8:1
# RP110 9:1
# RP110 10:1
# RP110 11:1
# RP110 12:1
# RP110 13:1
# RP110 14:1
