# A drawing that is one call of a notebook function is called after it, and after what it was told.

# %% 1
import pandas as pd
wine = pd.DataFrame({"quality": [1, 2]})
def plot_scores(data, kind):
    return data.quality.plot(title=f"{kind} wine")
# %% 2
plot_scores(wine, "white")
# %% 3
plot_scores(wine, "red")

# expect def plot_scores_white(
# expect def plot_scores_red(
