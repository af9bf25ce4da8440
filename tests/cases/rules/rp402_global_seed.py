# A global seed gives each later draw a state, so those calls need no seed of their own; the seed itself is noted.
# %% 1
import numpy as np
from sklearn.ensemble import RandomForestClassifier
np.random.seed(0)
model = RandomForestClassifier()
# expect
# RP402 1:3
# quiet RP401
