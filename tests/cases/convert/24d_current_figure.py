# %% [markdown]
# Three cells draw on the one current figure of pyplot, and a fourth saves it.

# %%
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.figure(figsize=(3, 2))
plt.plot([1, 2, 3], [1, 4, 9])

# %%
plt.plot([1, 2, 3], [2, 2, 2])
plt.title("growth")

# %%
plt.savefig("growth.png", dpi=40)
n_lines = len(plt.gca().lines)
title = plt.gca().get_title()

# holds: (n_lines, title) == (2, "growth")
# expect: equal
