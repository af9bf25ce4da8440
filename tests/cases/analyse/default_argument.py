# A default is read when the function is defined; a mutable one is kept between calls.

# %%
base = 1
def add(x, b=base):
    return x + b
base = 100
def keep(x, seen=[]):
    seen.append(x)
    return len(seen)
# %%
r = add(1)
one = keep(1)
two = keep(2)

# expect
# 1:2 reads base
# slice r: 1:1 1:2 2:1
# slice two: 1:5 2:2 2:3
