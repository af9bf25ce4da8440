# A partial holds a function that changes what it is given.

# %%
import functools
def g(xs, v): xs.append(v); return xs
h = functools.partial(g, v=3)
s=[]
h(s)
n=len(s)
