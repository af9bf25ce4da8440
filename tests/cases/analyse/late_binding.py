# A function reads its global when it is called, not when it is defined, also through another function and an alias.

# %%
rate = 1
def tax(x):
    return x * rate
def twice(x):
    return tax(x) * 2
# %%
rate = 10
alias = twice
# %%
total = alias(3)
other = [twice(n) for n in (1, 2)]

# expect
# 1:2 reads
# 1:2 uses
# 3:1 reads alias
# 3:1 uses alias rate tax
# def tax reads rate
# slice total: 1:2 1:4 2:1 2:2 3:1
