# %% [markdown]
# The result of a shell command is a list that Python goes on with.

# %%
from pathlib import Path
Path("a.dat").write_text("1")
Path("b.dat").write_text("2")

# %%
files = !ls *.dat

# %%
n_files = len(files)
names = [f.split(".")[0] for f in files]

# holds: n_files == 2
# holds: names == ["a", "b"]
# expect: equal-or-refused
