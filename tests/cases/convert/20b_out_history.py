# %% [markdown]
# `Out[n]` and `In` refer to what was run, by number.

# %%
rate = 0.5

# %%
rate * 10

# %%
rate + 1

# %%
product = Out[2] * Out[3]
code = In[1]

# holds: product == 7.5
# holds: code == "rate = 0.5"
# expect: equal-or-refused
