# Dataclasses and namespaces hold what they are given.

# %%
import re
from dataclasses import dataclass, field
@dataclass
class P:
    a: list
    b: dict = field(default_factory=dict)
l=[1]
p=P(l)
p.a.append(2)
p.b["k"]=l
p.b["k"].append(3)
n=len(l)
import types
ns=types.SimpleNamespace(v=l)
setattr(ns,"w",[0])
getattr(ns,"v").append(4)
ns.w+=[1]
m=len(l); o=ns.w
