# An inherited method, called through super, changes a list outside.

# %%
acc=[]
class T:
    def __init__(self,acc): self.acc=acc
    def run(self,v):
        self._go(v); return self
    def _go(self,v): self.acc.append(v)
class U(T):
    def run(self,v): super().run(v*2); return self
U(acc).run(3).run(4)
n=list(acc)
u=U(acc)
z=[u]
z[0].run(1)
k=len(acc)
