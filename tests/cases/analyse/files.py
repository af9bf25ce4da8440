# A file written is read later: by its path, by a folder's listing, by a path that is computed.

# %%
import glob
import os
import pandas as pd
os.makedirs("out", exist_ok=True)
pd.DataFrame({"a": [1]}).to_csv("out/a.csv", index=False)
pd.DataFrame({"b": [2]}).to_csv("other.csv", index=False)
# %%
back = pd.read_csv("out/a.csv")
found = sorted(glob.glob("out/*.csv"))
name = "other" + ".csv"
third = pd.read_csv(name)

# expect
# 1:5 effects file-write=out/a.csv
# 2:1 effects file-read=out/a.csv
# 2:4 effects file-read=other.csv
# slice back: 1:2 1:3 1:4 1:5 2:1
# slice found: 1:1 1:2 1:3 1:4 1:5 2:2
# slice third: 1:3 1:6 2:3 2:4
