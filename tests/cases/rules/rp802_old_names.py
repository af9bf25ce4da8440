# Names, methods, arguments and values that the newest releases do not have.
# %% 1
import numpy as np
import pandas as pd
import seaborn as sns
from sklearn.cross_validation import train_test_split
from sklearn.preprocessing import OneHotEncoder
from sklearn.ensemble import RandomForestClassifier
# %% 2
df = pd.DataFrame({"a": [1], "b": ["x"]})
df = df.append(df)
df.ix[0]
df.drop("a", 1)
df["a"].fillna(method="ffill")
for name, column in df.iteritems():
    pass
df.groupby("a")["a", "b"].sum()
value = np.float(1)
# %% 3
sns.countplot("b", data=df)
sns.distplot(df["a"])
encoder = OneHotEncoder(sparse=False)
forest = RandomForestClassifier(max_features="auto")
df.set_index("b").resample("M").sum()
# expect
# RP802 1:4
# RP802 2:2
# RP802 2:3
# RP802 2:4
# RP802 2:5
# RP802 2:6
# RP802 2:8
# RP802 2:9
# RP802 3:1
# RP802 3:2
# RP802 3:3
# RP802 3:4
# RP802 3:5
