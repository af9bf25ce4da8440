# Comparisons with NaN and results that nobody takes: both look as if something had happened.
# %% 1
import numpy as np
import pandas as pd
df = pd.read_csv("a.csv", dtype=str)
known = df[df["price"] != np.nan]
gaps = df[float("nan") == df["price"]]
df.dropna()
df["price"].fillna(0)
total = df["price"].sum()
if total > 0:
    df.rename(columns=str.lower)
# expect
# RP610 1:4
# RP610 1:5
# RP613 1:6
# RP613 1:7
# RP613 1:10
