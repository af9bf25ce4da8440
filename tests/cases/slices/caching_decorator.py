# A decorator keeps results, so earlier calls decide what later ones return.

# %%
def deco(fn):
    cache={}
    def w(k):
        if k not in cache: cache[k]=fn(k)
        return cache[k]
    return w
base=2
@deco
def sq(k): return k*base
a=sq(3)
base=100
b=sq(3)
c=sq(4)
