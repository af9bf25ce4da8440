# %% [markdown]
# A cell removes old files; moved below the cell that writes, it would remove the new ones.

# %%
import os
import shutil
OUT = "export"

# %%
if os.path.isdir(OUT):
    shutil.rmtree(OUT)

# %%
os.makedirs(OUT)
with open(f"{OUT}/a.txt", "w") as out:
    out.write("kept")

# %%
listing = os.listdir(OUT)
content = open(os.path.join(OUT, listing[0])).read()

# holds: listing == ["a.txt"] and content == "kept"
# expect: equal
