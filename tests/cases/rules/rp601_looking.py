# Looks instead of assertions, gaps that nobody counts, changes in place, whole tables, values, the global generator.
# %% 1 ran=1
import glob
import numpy as np
import pandas as pd
orders = pd.read_sql("SELECT * FROM orders", con)
orders.shape
#| out: (891, 12)
# %% 2
orders.head()
orders.isnull().sum()
print(orders.shape)
# %% 3
orders["price"] = pd.to_numeric(orders["price"], errors="coerce")
orders["region"] = orders["state"].map({"NY": "east"})
codes = {"a": 1}
orders["code"] = orders.kind.map(codes)
orders["size"] = pd.cut(orders["count"], bins=[0, 10, 100])
orders.drop_duplicates(inplace=True)
# %% 4
days = pd.concat([pd.read_csv(name, dtype=str) for name in glob.glob("*.csv")])
X = orders[["price"]].values
noise = np.random.randn(10)
# expect
# RP601 1:5
# RP601 2:1
# RP601 2:2
# RP604 3:1
# RP604 3:2
# RP604 3:4
# RP604 3:5
# RP607 3:6
# RP609 1:4
# RP609 4:1
# RP611 4:2
# RP612 4:3
