# Operators, subscripts, `with` and calls run methods that change the instance or its class.

# %%
class A:
    items=[]
    def __init__(self): self.x=0
    def __iadd__(self,o): self.x+=o; return self
    def __getitem__(self,i): self.x+=1; return self.x
    def __enter__(self): self.x+=10; return self
    def __exit__(self,*a): return False
    def __call__(self,v): self.items.append(v)
a=A(); b=a
b+=5
q=b[0]
with a as c: c.x+=1
a(3)
z=A()
n=len(z.items); t=a.x
