# %% [markdown]
# A setting goes through the environment of the process, not through a variable.

# %%
import os
os.environ["RECIPE_MODE"] = "strict"
os.environ.setdefault("RECIPE_LEVEL", "2")

# %%
def allowed(n):
    limit = 10 if os.environ["RECIPE_MODE"] == "strict" else 100
    return n <= limit * int(os.getenv("RECIPE_LEVEL"))

# %%
checks = [allowed(5), allowed(20), allowed(50)]

# holds: checks == [True, True, False]
# expect: equal-or-refused
