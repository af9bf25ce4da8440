# %% [markdown]
# A notebook that defines its own `display` does not mean Jupyter's: the call stays a call, whatever it is given.

# %%
import pandas as pd

class display:
    """Shows several texts side by side."""
    def __init__(self, *args):
        self.args = args
    def __repr__(self):
        return " | ".join(str(arg) for arg in self.args)

# %%
df = pd.DataFrame({"a": [1, 2, 3]})
display("df", "df.head()")

# %%
shown = repr(display("a", "b"))
total = df["a"].sum()

# holds: shown == "a | b"
# holds: total == 6
# expect: equal
