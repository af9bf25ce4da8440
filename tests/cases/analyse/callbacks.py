# A library runs the function it is given: the call reads, changes and draws what the function does.

# %%
import numpy as np
import pandas as pd
offset = 1
calls = []
def shift(x):
    calls.append(x)
    return x + offset
df = pd.DataFrame({"a": [1, 2]})
# %%
df["b"] = df["a"].apply(shift)
c = list(map(lambda v: v * offset, df["b"]))
n = len(calls)

# expect
# 2:1 uses calls df offset shift
# 2:1 mutates calls df
# slice n: 1:2 1:3 1:4 1:5 1:8 2:1 2:3
