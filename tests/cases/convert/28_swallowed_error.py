# %% [markdown]
# An error is caught and counted, and the cell goes on: the project must neither fail nor hide it.

# %%
import pandas as pd
raw = ["12", "n/a", "30"]
failed = []

# %%
values = []
for position, text in enumerate(raw):
    try:
        values.append(int(text))
    except ValueError:
        failed.append(position)
        continue

# %%
try:
    table = pd.DataFrame({"v": values})["w"]
except KeyError:
    table = None
mean = sum(values) / len(values)

# holds: failed == [1] and values == [12, 30]
# holds: table is None and mean == 21.0
# expect: equal
