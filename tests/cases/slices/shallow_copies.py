# Every way to copy a list shares its elements, except a deep copy.

# %%
import copy
a=[[1],[2]]
b=copy.copy(a); c=list(a); e=a[:]; f2=copy.deepcopy(a); g=a.copy(); h=[*a]; i=a+[]; j={**{"k":a}}
b[0].append(9); c[1].append(8); e[0].append(7); g[0].append(1);h[0].append(2);i[0].append(3);j["k"].append([5])
s=str(a); t=str(f2)
