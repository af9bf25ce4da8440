# Draws and seeds form a chain per generator; an estimator without a random state draws when it is fitted.

# %%
import random
import numpy as np
from sklearn.ensemble import RandomForestClassifier
np.random.seed(0)
random.seed(1)
# %%
peek = np.random.rand(2)
own = np.random.default_rng(3)
fixed = own.normal()
# %%
X, y = np.arange(20).reshape(10, 2), [0, 1] * 5
free = RandomForestClassifier(n_estimators=3).fit(X, y)
seeded = RandomForestClassifier(n_estimators=3, random_state=1).fit(X, y)
u = random.random()
np.random.seed(5)
v = np.random.rand()

# expect
# 1:4 effects seed=numpy
# 2:1 effects random=numpy
# 2:3 effects
# 2:3 mutates own
# 3:2 effects random=numpy
# 3:3 effects
# edge 2:1 -> 3:2 state
# slice u: 1:1 1:5 3:4
# slice v: 1:2 3:5 3:6
# slice seeded: 1:2 1:3 3:1 3:3
# slice fixed: 1:2 2:2 2:3
