# What was seen is asserted, gaps are counted or filled, columns are named, the generator is the notebook's own.
# %% 1
import glob
import numpy as np
import pandas as pd
orders = pd.read_sql("SELECT id, price FROM orders WHERE day > '2024-01-01'", con)
recent = pd.read_sql("SELECT * FROM orders LIMIT 10", con)
orders.shape
assert orders.shape[1] == 2
orders.isnull().sum()
# %% 2
prices = pd.to_numeric(orders["price"], errors="coerce")
prices = prices.fillna(0)
kinds = orders["kind"].map({"a": 1}).fillna(0)
codes = orders["kind"].map({"a": 1}).astype(int)
sizes = pd.cut(orders["count"], bins=[-np.inf, 10, np.inf])
lengths = orders["kind"].map(len)
clean = orders.drop_duplicates(inplace=False)
days = pd.concat([pd.read_csv(name, usecols=["id"], dtype=str) for name in glob.glob("*.csv")])
# %% 3
table = {"a": 1}
numbers = list(table.values())
X = orders.to_numpy()
rng = np.random.default_rng(1)
noise = rng.normal(size=10)
# expect
# quiet RP601 RP604 RP607 RP609 RP611 RP612
