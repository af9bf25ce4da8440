# %% [markdown]
# `df` is five different frames in turn, and results are taken between the versions.

# %%
import pandas as pd
df = pd.DataFrame({"g": list("aabbc"), "v": [1, 2, 3, 4, 5]})

# %%
df = df[df["v"] > 1]
n_rows = len(df)

# %%
df = df.groupby("g", as_index=False)["v"].sum()
by_group = df["v"].tolist()

# %%
df = df.rename(columns={"v": "total"})
df = df.sort_values("total", ascending=False)

# %%
winner = df.iloc[0]["g"]

# holds: n_rows == 4
# holds: by_group == [2, 7, 5]
# holds: winner == "b" and list(df.columns) == ["g", "total"]
# expect: equal
