# Rows, masks, transposes and `out=` write into the same array.

# %%
import numpy as np
a=np.zeros((3,3))
rows=[r for r in a]
rows[0][1]=5
x=a.sum()
b=a
b[b>3]=1
y=a.sum()
np.fill_diagonal(a.T,7)
z=b.sum()
o=np.empty((3,3))
np.add(a,1,out=o)
w=o.sum()
