# %% [markdown]
# The same number stands for two different things, and a string is both a column and a file name.

# %%
import pandas as pd
sales = pd.DataFrame({"shop": [12, 12, 7], "sales": [12, 30, 12]})

# %%
month = sales[sales["shop"] == 12]
per_month = month["sales"].sum() / 12

# %%
sales.to_csv("sales", index=False)
rows = len(open("sales").read().splitlines())

# holds: float(per_month) == 3.5
# holds: rows == 4
# expect: equal
