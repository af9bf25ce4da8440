# Errors and warnings swallowed, a merge nobody checks, values set on a copy, rows walked one by one.
# %% 1
import warnings
import pandas as pd
warnings.filterwarnings("ignore")
try:
    df = pd.read_csv("a.csv")
except:
    pass
df = df.merge(df, on="id")
df[df.age > 90]["age"] = 90
df["age"].fillna(0, inplace=True)
for _, row in df.iterrows():
    print(row)
# expect
# RP603 1:3
# RP602 1:6
# RP605 1:8
# RP606 1:9
# RP606 1:10
# RP608 1:11
