# What changed is said in full, or the notebook's Python installs the new releases only.
# python: 3.13.1
# %% 1
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
df = pd.DataFrame({"a": [1], "b": ["x"]})
texts = [name for name in df if pd.api.types.is_string_dtype(df[name])]
counts = df["b"].value_counts().rename_axis("b").reset_index(name="n")
df["band"] = pd.cut(df["a"], 3)
means = df.groupby("band", observed=True)["a"].mean()
means = df.groupby("b")["a"].mean()
total = np.int64(200) + 100
wide = pd.get_dummies(df)
clusters = KMeans(n_clusters=3)
# expect
# quiet RP803
