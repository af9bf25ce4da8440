# Pyplot's calls of one cell draw on one figure, which axes names see; the next cell has a new one.

# %%
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1, 2])
plt.title("a")
# %%
plt.plot([3])
plt.xlabel("b")

# expect
# 1:3 mutates ax
# 1:3 through fig
# 1:4 effects plot
# edge 1:3 -> 1:4 state
# edge 2:1 -> 2:2 state
# no edge 1:4 -> 2:1
# 1:4 stage reporting
