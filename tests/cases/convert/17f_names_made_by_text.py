# %% [markdown]
# Names that only a text gives: in a function of the project `exec` and `globals()` would make none.

# %%
import sys

exec("rate = 0.2")
globals()["base"] = 100
vars()["extra"] = 5
globals().update(low=1, high=2)
setattr(sys.modules[__name__], "bonus", 7)

# %%
exec("""
def tax(value):
    return value * rate
owed = tax(base)
""")
exec("def twice(value):\n    return value * 2")

# %%
if extra:
    exec("size = 3; kind = 'big'")
total = owed + extra + globals()["bonus"] + twice(low + high)

# holds: owed == 20.0 and total == 38.0
# holds: size == 3 and kind == "big"
# expect: equal
