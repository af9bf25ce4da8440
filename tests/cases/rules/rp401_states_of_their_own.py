# States are passed in every way that there is, a look keeps nothing, and a function seeds before it draws.
# %% 1
import random
import numpy as np
import pandas as pd
from sklearn.model_selection import KFold, train_test_split
df = pd.read_csv("orders.csv")
rng = np.random.default_rng(7)
noise = rng.normal(0, 1, len(df))
some = df.sample(100, random_state=1)
same = df.sample(100, None, False, None, 1)
folds = KFold(5)
options = {"random_state": 3}
a, b = train_test_split(df, **options)
own = random.Random(3)
lucky = own.choice([1, 2, 3])
df.sample(5)
# %% 2
def simulate(n):
    np.random.seed(1)
    return np.random.rand(n)
# %% 3
values = simulate(3)
# expect
# quiet RP401
