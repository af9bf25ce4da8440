# Repeated rows, generators, sorted and reversed hand out the same inner lists.

# %%
m=[[0]*2]*3
m[0][0]=1
a=m[2]
t=tuple(m)
t[1].append(3)
b=len(a)
g=(v for v in m)
h=list(g)
h[0].append(1)
c=len(m[0])
k=dict(zip("ab",m))
k["a"].append(0)
e=len(b"ab")+len(a)
for idx,row in enumerate(m): row.append(idx)
w=sum(map(len,m))
s=sorted(m,key=len)
s[0].append(99)
q=len(m[0])
r=reversed(m)
next(r).append(5)
z=len(m[0])
