# %% [markdown]
# A frame loses rows and a column in later cells by methods that return nothing or something else.

# %%
import pandas as pd
trips = pd.DataFrame({"km": [4.0, None, 9.5, 2.0], "fare": [8, 9, 20, 5], "note": list("abcd")})

# %%
trips.dropna(subset=["km"], inplace=True)

# %%
notes = trips.pop("note")
trips.insert(0, "id", range(len(trips)))

# %%
per_km = (trips["fare"] / trips["km"]).round(2).tolist()

# holds: per_km == [2.0, 2.11, 2.5]
# holds: list(trips.columns) == ["id", "km", "fare"]
# holds: notes.tolist() == ["a", "c", "d"]
# expect: equal
