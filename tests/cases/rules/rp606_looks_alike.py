# Lists of a dict, attributes of objects, one `.loc`, a filter for a block, errors that are logged, texts that only read like SQL.
# %% 1
import logging
import warnings
import pandas as pd
df = pd.read_csv("a.csv", dtype=str)
mask = df.age > 3
df.loc[mask, "age"] = 1
df.iloc[0, 1] = 2
counts = {"a": [1, 2]}
counts["a"][0] = 3
data.train.dropna(inplace=True)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    total = df.sum()
warnings.filterwarnings("ignore", message="old")
def quietly():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return 1
# %% 2
try:
    df.check()
except Exception:
    logging.exception("check failed")
    raise
for i in range(len(counts)):
    print(i)
print(f"select {total} from the list")
query = "SELECT id " + "FROM orders"
# expect
# quiet RP602 RP603 RP606 RP608 RP307
