# %% [markdown]
# A function fills a module-level dict without `global`, and a later cell reads how full it is.

# %%
memo = {0: 0, 1: 1}

def fib(n):
    if n not in memo:
        memo[n] = fib(n - 1) + fib(n - 2)
    return memo[n]

# %%
answer = fib(20)

# %%
known = sorted(memo)[-3:]

# holds: answer == 6765
# holds: known == [18, 19, 20]
# expect: equal-or-refused
