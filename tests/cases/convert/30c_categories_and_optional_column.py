# %% [markdown]
# Categories that do not occur, nullable types and a column that may be absent all cross the cells.

# %%
import pandas as pd
size = pd.Categorical(["S", "L", "S"], categories=["S", "M", "L"], ordered=True)
order = pd.DataFrame({"size": size, "gift": pd.array([True, None, False], dtype="boolean")})

# %%
if "coupon" in order.columns:
    order["price"] = order["coupon"] * 2
else:
    order["price"] = 10.0

# %%
by_size = order.groupby("size", observed=False)["price"].sum().to_dict()
gifts = int(order["gift"].sum())
largest = order["size"].max()

# holds: by_size == {"S": 20.0, "M": 0.0, "L": 10.0}
# holds: gifts == 1 and largest == "L"
# expect: equal
