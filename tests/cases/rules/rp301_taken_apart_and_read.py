# The path is taken apart, but its folder is where the notebook reads.
# %% 1
import os
import pandas as pd
full_path = "/home/ann/project/data.csv"
directory, name = os.path.split(full_path)
other = pd.read_csv(os.path.join(directory, "other.csv"))
# expect
# RP301 1:3
