# %% [markdown]
# What a block prints is caught in plain Python, and is a value of the notebook.

# %%
import contextlib
import io


def greet(name):
    print("hello", name)

# %%
with contextlib.redirect_stdout(io.StringIO()) as noise:
    print("lots of output")
    greet("you")
    table = {n: n ** 2 for n in range(4)}

# %%
largest = max(table.values())
heard = noise.getvalue().strip()

# holds: largest == 9
# holds: heard == "lots of output\nhello you"
# expect: equal
