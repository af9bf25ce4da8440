# What one round of a loop leaves behind is changed in the next.

# %%
import pandas as pd
frames = [pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]})]
prev = None
for frame in frames:
    if prev is not None:
        prev["seen"] = True
    prev = frame
# %%
columns = [list(frame.columns) for frame in frames]
last = frame

# expect
# 1:4 mutates frames prev
# slice columns: 1:1 1:2 1:3 1:4 2:1
