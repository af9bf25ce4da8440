# A frame is changed through loc, columns, index, insert and pop.

# %%
import pandas as pd
df=pd.DataFrame({"a":[3,1,2],"b":[1,2,3]})
s=df.a
df.loc[df.a>1,"b"]=0
df.sort_values("a",inplace=True)
df.columns=["x","y"]
df.index.name="i"
v=df["y"].tolist(); nm=df.index.name
df2=df.pipe(lambda d: d.assign(z=d.x))
df.insert(0,"n",1)
p=df.pop("y")
w=df.shape; w2=df2.shape
