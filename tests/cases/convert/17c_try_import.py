# %% [markdown]
# The import that fails and its fallback stand in a `try`, and later code uses whichever came.

# %%
try:
    import not_a_real_package as fast
    engine = "fast"
except ImportError:
    import json as fast
    engine = "slow"

# %%
encoded = fast.dumps([1, 2])

# holds: engine == "slow"
# holds: encoded == "[1, 2]"
# expect: equal
