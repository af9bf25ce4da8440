# Named exceptions, one warning silenced, a checked merge, one loc, dicts of dicts.
# %% 1
import warnings
import pandas as pd
warnings.filterwarnings("ignore", category=FutureWarning)
try:
    df = pd.read_csv("a.csv")
except FileNotFoundError:
    df = pd.DataFrame()
df = df.merge(df, on="id", validate="one_to_one")
df.loc[df.age > 90, "age"] = 90
table = {"a": {}}
table["a"]["b"] = 1
df.dropna(inplace=True)
# expect
# quiet RP602 RP603 RP605 RP606 RP608
