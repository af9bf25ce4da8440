# What is done to a column names the function, and the target is selected, whatever stage it falls into.

# %% 1
import pandas as pd
people = pd.read_csv("people.csv")
# %% [markdown]
# ## Encode
# %% 2
y = people["left"]
# %% [markdown]
# ## Table
# %% 3
total = people["age"].sum()

# expect def load_people(
# expect def select_target(
