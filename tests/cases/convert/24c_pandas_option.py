# %% [markdown]
# An option of pandas changes how a later cell turns a frame into text.

# %%
import pandas as pd
pd.set_option("display.precision", 2)
pd.options.display.max_rows = 4

# %%
rates = pd.DataFrame({"r": [1.23456, 2.0, 3.5, 4.0, 5.0, 6.0]})

# %%
text = rates.to_string()
shown = repr(rates)
first = text.splitlines()[1]

# holds: first.split() == ["0", "1.23"]
# holds: "..." in shown
# expect: equal
