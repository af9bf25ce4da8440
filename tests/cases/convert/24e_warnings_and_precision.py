# %% [markdown]
# A warning filter and the precision of `decimal` are state of the process that changes results.

# %%
import warnings
from decimal import Decimal, getcontext
warnings.simplefilter("error")
getcontext().prec = 4

# %%
third = Decimal(1) / Decimal(3)

# %%
try:
    warnings.warn("old way")
    outcome = "warned"
except UserWarning:
    outcome = "raised"

# %%
text = str(third)

# holds: text == "0.3333"
# holds: outcome == "raised"
# expect: equal-or-refused
