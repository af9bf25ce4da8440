# Options, environment, working directory, module path: later statements depend on them.

# %%
import os
import sys
import pandas as pd
pd.set_option("display.precision", 2)
os.environ["REGION"] = "north"
os.makedirs("sub", exist_ok=True)
os.chdir("sub")
sys.path.append("lib")
# %%
region = os.environ["REGION"]
with open("f.txt", "w") as f:
    f.write("1")
os.chdir("..")
text = repr(pd.Series([1.23456]))

# expect
# 1:4 effects option=display.precision
# 1:5 effects environment=REGION
# 1:7 effects cwd=sub
# 1:8 effects path=lib
# edge 1:7 -> 2:2 state
# slice region: 1:1 1:5 2:1
# slice text: 1:3 1:4 2:5
