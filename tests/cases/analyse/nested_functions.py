# A closure keeps the variables of the call that made it; calling it changes them.

# %%
def make(log):
    def add(x):
        log.append(x)
        return len(log)
    return add
# %%
seen = []
add = make(seen)
add(5)
# %%
n = len(seen)

# expect
# 2:3 uses add
# 2:3 mutates add
# 2:3 through seen
# slice n: 1:1 2:1 2:2 2:3 3:1
