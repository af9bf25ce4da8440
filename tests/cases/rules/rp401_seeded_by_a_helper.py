# Frameworks and notebooks have functions that seed every generator at once.
# %% 1
import numpy as np
from pytorch_lightning import seed_everything
from sklearn.model_selection import train_test_split
seed_everything(3)
a, b = train_test_split(np.random.rand(10))
# expect
# quiet RP401
