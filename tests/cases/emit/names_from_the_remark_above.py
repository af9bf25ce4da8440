# Two drawings with the same title are told apart by the author's comments above them.

# %% 1
import matplotlib.pyplot as plt
age = [1, 2, 3]
# %% 2
# Create a violin plot.
plt.violinplot(age)
plt.title("Age by party")
# %% 3
# Create a line plot.
plt.plot(age)
plt.title("Age by party")

# expect def plot_age_party(
# expect def plot_line(
# never def plot_age_party_2
