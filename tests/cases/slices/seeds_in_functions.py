# Seeding and drawing inside functions, and a splitter without a random state.

# %%
import numpy as np, random
def noise(n): return np.random.rand(n)
def setup(): np.random.seed(3); random.seed(2)
noise(2)
a=random.random()
setup()
b=noise(1)
c=random.choice([1,2,3,4,5,6,7])
from sklearn.model_selection import train_test_split
tr,te=train_test_split(list(range(10)))
d=noise(1)
e=np.random.RandomState(0).rand()
