# Queries, formulas and evaluated text read names.

# %%
import pandas as pd
low = 1
k = 2
df = pd.DataFrame({"a": [1, 2, 3]})
# %%
few = df.query("a > @low")
more = df.query(f"a >= @k and a < {k + 9}")
total = eval("low + k")
exec("made = low * 5")
# %%
out = made + globals()["low"]

# expect
# 2:1 reads df low
# 2:3 reads k low
# 2:4 binds made
# slice few: 1:1 1:2 1:4 2:1
# slice out: 1:2 2:4 3:1
