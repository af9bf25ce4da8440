# A plot is returned as a figure, and the pipeline saves it.

# %% 1
import matplotlib.pyplot as plt
xs = list(range(5))
# %% 2
plt.plot(xs)
plt.title("Growth over time")
plt.show()

# expect def plot_growth_over_time(xs: Any) -> Figure:
# expect return plt.gcf()
# expect write_figure(reports, "growth_over_time", plot_growth_over_time(xs))
# never plt.show()
