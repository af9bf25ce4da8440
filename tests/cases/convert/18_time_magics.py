# %% [markdown]
# `%%time` and `%time` stand around assignments that later cells need.

# %%
%%time
total = 0
for i in range(1000):
    total += i

# %%
%time half = total / 2

# %%
%matplotlib inline
answer = (total, half)

# holds: answer == (499500, 249750.0)
# expect: equal
