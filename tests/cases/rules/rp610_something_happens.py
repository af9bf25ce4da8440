# Gaps that are asked for, results that are bound, shown or made in place, and objects that only share a method's name.
# %% 1
import numpy as np
import pandas as pd
df = pd.read_csv("a.csv", dtype=str)
known = df[df["price"].notna()]
df = df.replace("", np.nan)
df.dropna(inplace=True)
stack = Stack()
stack.drop(1)
df.sort_values("price")
# expect
# quiet RP610 RP613
