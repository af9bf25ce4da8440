# %% [markdown]
# `+=` on a list works in place, so the other name of the list sees it; a rewrite to `a = a + b` would not.

# %%
queue = ["a"]
history = queue

# %%
queue += ["b", "c"]

# %%
queue = queue + ["d"]

# %%
lengths = (len(queue), len(history))

# holds: lengths == (4, 3)
# holds: history == ["a", "b", "c"]
# expect: equal-or-refused
