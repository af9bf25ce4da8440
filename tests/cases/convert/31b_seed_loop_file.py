# %% [markdown]
# Together: seeded draws in a loop are written to files, and read back through a leaked loop variable.

# %%
import numpy as np
import pandas as pd
np.random.seed(20)

# %%
for part in range(3):
    path = f"draw_{part}.csv"
    pd.DataFrame({"z": np.random.rand(2)}).to_csv(path, index=False)

# %%
last = pd.read_csv(path)["z"].tolist()
following = float(np.random.rand())

# holds: (lambda z: (bool(np.allclose(last, z[4:6])), following == z[6]))(np.random.RandomState(20).rand(7)) == (True, True)
# expect: equal
