# A second run of these cells gives what the first gave.
# %% 1
import numpy as np
import pandas as pd
df = pd.read_csv("orders.csv")
bad = ["id"]
# %% 2
df = df.dropna().drop_duplicates()
df = df.drop(df[df["price"] < 0].index)
df = df.drop(columns=bad, errors="ignore")
df["price"] = df["price"].fillna(0).clip(0, 100)
df["kind"] = df["kind"].astype("category")
df = df.sort_values("day").reset_index(drop=True)
# %% 3
clean = df.drop(columns=["id"])
clean = clean.set_index("day")
clean["log"] = np.log(clean["price"])
clean["log"] = clean["log"] * 2
# %% 4
df["rate"] = df["paid"] / df["price"]
df["part"] = df["rate"] * 100
df = df.iloc[:1000]
df = df.rename(columns={"a": "b"})
df = df.reset_index().set_index(["day", "city"])
df = pd.merge(df, clean, how="outer")
longer = df.append(clean)
# %% 5
rows = []
rows.append(3)
count = 0
count += 1
# expect
# quiet RP110
