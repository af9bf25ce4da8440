# Going over a generator or an iterator uses it up, and runs its body then.

# %%
log = []
def gen(n):
    for i in range(n):
        log.append(i)
        yield i
# %%
g = gen(3)
first = next(g)
rest = list(g)
again = list(g)
n = len(log)

# expect
# 2:2 mutates g log
# slice again: 1:1 1:2 2:1 2:2 2:3 2:4
# slice n: 1:1 1:2 2:1 2:2 2:3 2:4 2:5
