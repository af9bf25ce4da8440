# Runs in old and new releases, and gives other answers: text columns, categories, defaults, small numbers.
# python: 3.8.5
# %% 1
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
df = pd.DataFrame({"a": [1], "b": ["x"]})
# %% 2
texts = [name for name in df if df[name].dtype == object]
counts = df["b"].value_counts().reset_index().rename(columns={"index": "b", "b": "n"})
df["band"] = pd.cut(df["a"], 3)
means = df.groupby("band")["a"].mean()
total = np.uint8(200) + 100
# %% 3
wide = pd.get_dummies(df)
clusters = KMeans(n_clusters=3)
forest = RandomForestClassifier(random_state=0)
# expect
# RP803 2:1
# RP803 2:2
# RP803 2:4
# RP803 2:5
# RP803 3:1
# RP803 3:2
# RP803 3:3
