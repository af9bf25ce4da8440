# Functions in lists and dicts read their globals when they are called.

# %%
x=1
def f(): return x
fs=[f, lambda: x*2]
x=5
r=[q() for q in fs]
d={"f":fs[0]}
x=7
u=d["f"]()
m=max([1,2],key=lambda v: v*x)
