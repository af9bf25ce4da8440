# %% [markdown]
# The working directory changes between two relative paths.

# %%
import os
os.makedirs("inner", exist_ok=True)
with open("inner/number.txt", "w") as out:
    out.write("12")

# %%
os.chdir("inner")

# %%
with open("number.txt") as source:
    number = int(source.read())

# %%
os.chdir("..")
here = os.path.exists("inner")

# holds: number == 12 and here is True
# expect: equal-or-refused
