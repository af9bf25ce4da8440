# A function that changes its argument in place, directly, through a helper, or returning it.

# %%
import pandas as pd
def mark(frame):
    frame["m"] = 1
def clean(frame):
    mark(frame)
    return frame
def look(frame):
    return frame.assign(z=2)
# %%
df = pd.DataFrame({"a": [1, 2]})
other = look(df)
e = clean(df)
# %%
e["n"] = 5
columns = list(df.columns)

# expect
# 2:2 mutates
# 2:3 mutates df
# 3:1 mutates e
# 3:1 through df
# def mark mutates frame
# def clean mutates frame
# def look mutates
# slice columns: 1:1 1:2 1:4 2:1 2:3 3:1 3:2
