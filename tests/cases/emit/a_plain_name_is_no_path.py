# A text that only looks like a file name is left alone: nothing was read from it.

# %% 1
import matplotlib.pyplot as plt
plt.title("sales.csv")
plt.plot([1, 2])

# expect plt.title("sales.csv")
# never sales_path
