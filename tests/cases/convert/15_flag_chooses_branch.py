# %% [markdown]
# The branch taken depends on a flag; the other branch names variables of its own, and one that never exists.

# %%
use_log = False
amounts = [10, 100, 1000]

# %%
import math
if use_log:
    values = [math.log10(a) for a in amounts]
    unit = log_unit
else:
    values = [a / 10 for a in amounts]
    unit = "tens"

# %%
label = f"{sum(values):.0f} {unit}"

# holds: label == "111 tens"
# expect: equal
