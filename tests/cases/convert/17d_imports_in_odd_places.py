# %% [markdown]
# Imports stand late, in a function and in a loop, and one is used above the cell that repeats it.

# %%
import numpy as np, pandas as pd
from collections import Counter as C

# %%
def words(text):
    import re
    return re.findall(r"\w+", text.lower())

# %%
counts = C(words("To be, or not to be"))

# %%
for module in ("math", "cmath"):
    exec(f"import {module}")
from collections import OrderedDict
top = OrderedDict(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
first = next(iter(top))
series = pd.Series(top).head(2).to_dict()

# holds: first == "be"
# holds: series == {"be": 2, "to": 2}
# expect: equal-or-refused
