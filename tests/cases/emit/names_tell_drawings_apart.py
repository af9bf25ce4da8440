# Drawings of one table are called after what differs between them: figure_2 would tell a reader nothing.

# %% 1
import pandas as pd
people_df = pd.DataFrame({"Age": [1, 2], "Sex": ["f", "m"]})
# %% 2
people_df.hist(column="Age")
# %% 3
people_df.hist(column="Age", by="Sex")
# %% 4
people_df.hist(column="Age", bins=40)
# %% 5
people_df["Age"].plot.kde()

# expect def plot_age_histogram(
# expect def plot_age_histogram_by_sex(
# expect def plot_age_density(
# never def plot_figure(
# never people_df_histogram
