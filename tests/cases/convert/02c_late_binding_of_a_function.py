# %% [markdown]
# What is bound late is another function: the pipeline picks up the second version of `step`.

# %%
def step(x):
    return x + 1

# %%
def run(x):
    return step(step(x))

# %%
before = run(5)

# %%
def step(x):
    return x * 10

# %%
after = run(5)

# holds: before == 7
# holds: after == 500
# expect: equal
