# A line too long for one function calls parts of itself, cut below the headings; a value that a part replaces is let go.

# %% 1
import pandas as pd
sales = pd.DataFrame({"price": [1.0, 2.0], "city": ["a", "b"]})
seen = len(sales)
# %% [markdown]
# ## Clean prices
# %% 2
north = sales["price"].clip(upper=3).cumsum()
# %% 2b
print(north.mean())
# %% 3
south = sales["price"].clip(upper=4).cumsum()
# %% 3b
print(south.mean())
# %% 4
east = sales["price"].clip(upper=5).cumsum()
# %% 4b
print(east.mean())
# %% 5
west = sales["price"].clip(upper=6).cumsum()
# %% 5b
print(west.mean())
# %% 6
upper = sales["price"].clip(upper=7).cumsum()
# %% 6b
print(upper.mean())
# %% 7
lower = sales["price"].clip(upper=8).cumsum()
# %% 7b
print(lower.mean())
# %% 8
inner = sales["price"].clip(upper=9).cumsum()
# %% 8b
print(inner.mean())
# %% 9
outer = sales["price"].clip(upper=10).cumsum()
# %% 9b
print(outer.mean())
# %% 10
coast = sales["price"].clip(upper=11).cumsum()
# %% 10b
print(coast.mean())
# %% [markdown]
# ## Compare cities
# %% 12
sales = sales.groupby("city")["price"].sum().sort_values()
# %% 13
inland = sales.clip(upper=3).cumsum()
# %% 13b
print(inland.max())
# %% 14
rural = sales.clip(upper=4).cumsum()
# %% 14b
print(rural.max())
# %% 15
urban = sales.clip(upper=5).cumsum()
# %% 15b
print(urban.max())
# %% 16
early = sales.clip(upper=6).cumsum()
# %% 16b
print(early.max())
# %% 17
late = sales.clip(upper=7).cumsum()
# %% 17b
print(late.max())
# %% 18
spring = sales.clip(upper=8).cumsum()
# %% 18b
print(spring.max())
# %% 19
summer = sales.clip(upper=9).cumsum()
# %% 19b
print(summer.max())
# %% 20
autumn = sales.clip(upper=10).cumsum()
# %% 20b
print(autumn.max())
# %% 21
winter = sales.clip(upper=11).cumsum()
# %% 21b
print(winter.max())

# expect results = _clean_prices(config)
# expect # pop: the part replaces the value, or nothing needs it afterwards
# expect results.update(_compare_cities(config, results.pop("sales")))
# expect return results
# expect def _clean_prices(config: Config) -> dict[str, Any]: """Clean prices: notebook cells 1 to 19.""" reports = config.reporting.folder
# expect def _compare_cities(config: Config, sales: Any) -> dict[str, Any]:
# never return {"sales": sales, "seen": seen, "north": north, "inland": inland
