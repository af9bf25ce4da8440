# %% [markdown]
# A block in a text has no place on one line: the text cannot be spelled out, and says so.

# %%
exec("for step in range(3):\n    last = step * 2\n    print(last)")

# %%
again = last + 1

# holds: again == 5
# expect: equal-or-refused
