# A seed of Python's generator is none of numpy's; numpy's and Python's own draws need one too.
# %% 1
import random
import numpy as np
import pandas as pd
from sklearn.model_selection import KFold
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import shuffle
random.seed(0)
df = pd.read_csv("orders.csv")
noise = np.random.normal(0, 1, len(df))
some = df.sample(100)
folds = KFold(5, shuffle=True)
rng = np.random.default_rng()
mixed = shuffle(df)
tree = DecisionTreeClassifier()
lucky = random.choice([1, 2, 3])
# expect
# RP401 1:9
# RP401 1:10
# RP401 1:11
# RP401 1:12
# RP401 1:13
# RP401 1:14
