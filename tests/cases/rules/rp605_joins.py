# Joins in other forms, inside a block, and a file that is missing inside one; texts and paths are joined too.
# files: b.csv
# %% 1
import os
import pandas as pd
df = pd.read_csv("b.csv", dtype=str)
if len(df):
    other = pd.read_csv("a.csv", dtype=str)
    both = df.join(other, on="id")
    all_three = df.merge(other)
path = os.path.join("a", "b")
text = ",".join(["a", "b"])
# expect
# RP302 1:5
# RP605 1:6
# RP605 1:7
