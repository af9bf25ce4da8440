# One loop changes several frames, given as a list, a dict or zipped.

# %%
import pandas as pd
train = pd.DataFrame({"a": [1]})
test = pd.DataFrame({"a": [2]})
both = {"train": train, "test": test}
# %%
for d in [train, test]:
    d["b"] = 1
for name, frame in both.items():
    frame["name"] = name
for frame, n in zip((train, test), (1, 2)):
    frame["n"] = n
# %%
shape = test.shape

# expect
# 2:1 binds d
# 2:1 sure
# 2:1 mutates test train
# 2:1 through both
# 2:3 mutates both
# 2:3 through d test train
# slice shape: 1:1 1:2 1:3 1:4 2:1 2:3 2:5 3:1
