# While loops, iterators and starred targets.

# %%
i=0
while i<3:
    i+=1
    if i==2: continue
    y=i
else:
    z=i
xs=[1,2,3]
it=iter(xs)
a=next(it)
b=[v for v in it]
first,*rest=xs
rest.append(4)
[q]=[5]
(m,(n,o))=(1,(2,3))
