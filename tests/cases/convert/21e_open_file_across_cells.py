# %% [markdown]
# A file is opened in one cell, written in two and closed in a third; its contents are right only at the end.

# %%
log = open("journal.txt", "w")
log.write("start\n")

# %%
for n in range(3):
    log.write(f"step {n}\n")

# %%
log.close()

# %%
with open("journal.txt") as back:
    lines = back.read().splitlines()
n_lines = len(lines)

# holds: n_lines == 4
# holds: lines[-1] == "step 2"
# expect: equal-or-refused
