# Two names, one DataFrame: dropping a column through `copy` changes `sales` too. A copy, and a column taken before, do not.

# %%
import pandas as pd
sales = pd.DataFrame({"id": [1, 2], "n": [3, 4]})
safe = sales.copy()
column = sales["n"]
# %%
copy = sales
copy.drop(columns="id", inplace=True)
copy["n2"] = copy["n"] * 2
# %%
width = sales.shape[1]
kept = safe.shape[1]

# expect
# 2:2 mutates copy
# 2:2 through sales
# 2:3 mutates copy
# slice width: 1:1 1:2 2:1 2:2 2:3 3:1
# slice kept: 1:1 1:2 1:3 3:2
# slice column: 1:1 1:2 1:4
