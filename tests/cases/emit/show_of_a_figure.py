# pyplot's show() takes no figure: what is drawn stands on a line of its own.

# %% 1
import matplotlib.pyplot as plt
xs = list(range(4))
for n in [2, 3]:
    plt.plot(xs[:n])
    plt.show()
# %% 2
plt.show(plt.plot(xs))

# expect plt.plot(xs) return plt.gcf()
# never plt.show(plt.plot(xs))
