# %% [markdown]
# A loop over a list of frames adds a column to each; the names of the frames do not stand in the loop.

# %%
import pandas as pd
train = pd.DataFrame({"x": [1, 2, 3]})
test = pd.DataFrame({"x": [10, 20]})

# %%
for part in [train, test]:
    part["x2"] = part["x"] ** 2
    part.drop(columns="x", inplace=True)

# %%
sums = [int(train["x2"].sum()), int(test["x2"].sum())]

# holds: sums == [14, 500]
# holds: list(train.columns) == ["x2"]
# expect: equal
