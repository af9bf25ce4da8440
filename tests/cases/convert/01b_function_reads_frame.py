# %% [markdown]
# The global that a function reads is a whole frame, and the function is defined above the cell that makes it.

# %%
import pandas as pd

# %%
def price_of(item):
    return float(prices.loc[item, "price"])

# %%
prices = pd.DataFrame({"item": ["nut", "bolt", "gear"], "price": [0.5, 0.8, 12.0]}).set_index("item")

# %%
basket = {"nut": 10, "gear": 2}
cost = sum(price_of(item) * n for item, n in basket.items())

# holds: cost == 29.0
# holds: prices["price"].tolist() == [0.5, 0.8, 12.0]
# expect: equal
