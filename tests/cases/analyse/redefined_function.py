# Two versions of one function with a call between: each call depends on the version of its time.

# %%
def f():
    return 1
first = f()
# %%
def f():
    return k
k = 2
second = f()

# expect
# slice first: 1:1 1:3
# slice second: 2:1 2:3 2:4
