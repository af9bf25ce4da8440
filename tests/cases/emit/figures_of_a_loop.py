# Figures that a loop shows one by one are taken as they are shown.

# %% 1
import matplotlib.pyplot as plt
for n in [2, 3]:
    plt.plot(list(range(n)))
    plt.show()

# expect with figures_shown(reports,
# expect plt.show()
