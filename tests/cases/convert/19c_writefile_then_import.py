# %% [markdown]
# A cell writes a module to disk and the next one imports it.

# %%
%%writefile pricing.py
MARGIN = 0.25

def offer(cost):
    return cost * (1 + MARGIN)

# %%
import pricing
from pricing import offer

# %%
offers = [offer(c) for c in (100, 8)]
margin = pricing.MARGIN

# holds: offers == [125.0, 10.0]
# holds: margin == 0.25
# expect: equal-or-refused
