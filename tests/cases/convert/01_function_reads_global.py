# %% [markdown]
# A function reads a rate that another cell defines, so moving the function to a module needs the rate as a parameter.

# %%
vat = 0.2

# %%
def gross(net):
    return round(net * (1 + vat), 2)

# %%
bill = [gross(price) for price in (10, 25.5, 99)]
total = sum(bill)

# holds: bill == [12.0, 30.6, 118.8]
# holds: total == 161.4
# expect: equal
