# %% [markdown]
# Data goes from one cell to the next through a file, whose round trip changes the dtypes.

# %%
import pandas as pd
people = pd.DataFrame({"born": pd.to_datetime(["1990-01-02", "1985-07-30"]), "code": ["007", "042"]})
people.to_csv("people.csv", index=False)

# %%
again = pd.read_csv("people.csv")

# %%
codes = again["code"].tolist()
is_text = again["born"].str.slice(0, 4).tolist()

# holds: codes == [7, 42]
# holds: is_text == ["1990", "1985"]
# expect: equal
