# %% [markdown]
# `loc` with a mask, an attribute and an array cell change values without naming a new variable.

# %%
import numpy as np
import pandas as pd
grid = np.arange(6).reshape(2, 3)
rain = pd.DataFrame({"mm": [0.0, 12.5, -1.0, 3.0]})

# %%
rain.loc[rain["mm"] < 0, "mm"] = 0
grid[1, :] *= 10

# %%
rain.columns = ["rain_mm"]
rain.index = ["mo", "tu", "we", "th"]

# %%
wet = rain[rain["rain_mm"] > 0].index.tolist()
checksum = int(grid.sum())

# holds: wet == ["tu", "th"]
# holds: checksum == 123
# holds: rain.loc["we", "rain_mm"] == 0
# expect: equal
