# A look at the data is no result.

# %% 1
import pandas as pd
df = pd.DataFrame({"a": [1, 2]})
df.head()
# %% 2
df.shape
# %% 3
df.isnull().sum()

# expect return pd.DataFrame(
# never head(
# never shape
# never isnull
