# Two closures returned together share one list.

# %%
def outer():
    xs=[]
    def push(v): xs.append(v)
    def get(): return xs
    return push,get
p,g=outer()
p(1);p(2)
r=g()
n=len(r)
