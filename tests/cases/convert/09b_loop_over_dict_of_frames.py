# %% [markdown]
# The frames are values of a dict, are changed in a loop, and are read by name afterwards.

# %%
import pandas as pd
north = pd.DataFrame({"t": [1.0, None]})
south = pd.DataFrame({"t": [None, 21.0, 23.0]})
regions = {"north": north, "south": south}

# %%
for name, frame in regions.items():
    frame["t"] = frame["t"].fillna(frame["t"].mean())
    frame["region"] = name

# %%
means = {name: float(frame["t"].mean()) for name, frame in regions.items()}
direct = south["t"].tolist()

# holds: means == {"north": 1.0, "south": 22.0}
# holds: direct == [22.0, 21.0, 23.0]
# expect: equal
