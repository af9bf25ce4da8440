# %% [markdown]
# A decorator of another cell wraps the function, and its log is a global list.

# %%
import functools
trace = []

def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        trace.append(function.__name__)
        return function(*args)
    return wrapper

# %%
@traced
def double(x):
    return 2 * x

# %%
results = [double(4), double(5)]
n_calls = len(trace)

# holds: results == [8, 10]
# holds: trace == ["double", "double"] and n_calls == 2
# expect: equal
