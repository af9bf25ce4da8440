# A cell that the user wants back comes back.

# %% 1
import pandas as pd
df = pd.DataFrame({"a": [1, 2]})
# %% 2
df.head()

# choose keep=("2",)
# expect df.head()
