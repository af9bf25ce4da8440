# Paths list as the file system does, and a set gives its texts in the order of their hashes, which is another one in each process.
# %% 1
from pathlib import Path
import pandas as pd
frames = [pd.read_csv(path) for path in Path("data").glob("*.csv")]
folder = Path("more")
names = list(folder.iterdir())
# %% 2
df = pd.concat(frames)
columns = list(set(df.columns) - {"target"})
index = {word: number for number, word in enumerate(set(df["word"]))}
both = [name for name in set(columns).intersection(names)]
# expect
# RP404 1:3
# RP404 1:5
# RP404 2:2
# RP404 2:3
# RP404 2:4
