# Comprehensions, map and apply run functions that change frames and lists.

# %%
import pandas as pd
df=pd.DataFrame({"g":["a","b","a"],"v":[1,2,3]})
groups={k:v for k,v in df.groupby("g")}
groups["a"]["v2"]=1
parts=[]
for k,grp in df.groupby("g"):
    grp=grp.copy(); grp["k"]=k
    parts.append(grp)
out=pd.concat(parts)
cols=[c for c in df.columns if c!="g"]
cols.append("z")
for c in cols:
    df[c]=0
n=df.shape
def addc(d,c): d[c]=1
[addc(df,c) for c in ["p","q"]]
list(map(lambda c: addc(df,c),["r"]))
w=df.shape
df.apply(lambda col: parts.append(1))
l=len(parts)
