# Lists handed over as star arguments and keywords are changed by the callee.

# %%
import pandas as pd
def f(d, *rest, **kw):
    for r in rest: r.append(1)
    kw["z"]["q"] = 2
a=[];b=[];c={}
f(1,a,b,z=c)
n=len(b); m=c
