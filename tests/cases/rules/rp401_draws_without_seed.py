# Each run splits otherwise, computes with another day, and reads files in another order.
# %% 1
import glob
import pandas as pd
from sklearn.model_selection import train_test_split
files = glob.glob("data/*.csv")
df = pd.concat([pd.read_csv(one) for one in files])
df["age"] = (pd.Timestamp.now() - df["opened"]).dt.days
a, b = train_test_split(df)
few = df.sample(frac=0.1)
# expect
# RP404 1:4
# RP403 1:6
# RP401 1:7
# RP401 1:8
