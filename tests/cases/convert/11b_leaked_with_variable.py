# %% [markdown]
# The file object of a `with` block and a name from `enumerate` are read after their blocks.

# %%
with open("lines.txt", "w") as out:
    out.write("one\ntwo\nthree\n")

# %%
with open("lines.txt") as source:
    for number, line in enumerate(source, start=1):
        pass

# %%
closed = source.closed
summary = (number, line.strip())

# holds: closed is True
# holds: summary == (3, "three")
# expect: equal
