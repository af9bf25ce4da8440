# A function binds a global to an argument that it also changes.

# %%
x=[1]
def f(a=None):
    global y
    y=x
    a=a or []
    a.append(2)
    return a
r=f(x)
y.append(9)
n=len(r)
del y
try:
    y
    ok=True
except NameError:
    ok=False
