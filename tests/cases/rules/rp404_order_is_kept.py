# Sorted, counted, or only asked for membership.
# %% 1
from pathlib import Path
import re
import pandas as pd
frames = [pd.read_csv(path) for path in sorted(Path("data").glob("*.csv"))]
df = pd.concat(frames)
# %% 2
columns = sorted(set(df.columns) - {"target"})
known = set(df["word"])
many = len(list(set(df["word"])))
later = list(set(df["city"]))
later.sort()
few = [word for word in df["word"] if word in set(columns)]
parts = list(range(3))
# %% 3
import os
for folder, _, names in os.walk("data"):
    for name in names:
        print(os.path.join(folder, name))
# expect
# quiet RP404
