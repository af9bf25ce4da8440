# %% [markdown]
# An install line is a requirement, and a `%%bash` cell makes a file that the next cell reads.

# %%
!pip --version

# %%
%%bash
printf 'x,y\n1,2\n3,4\n' > made_by_bash.csv

# %%
import pandas as pd
made = pd.read_csv("made_by_bash.csv")
y_sum = int(made["y"].sum())

# holds: y_sum == 6
# expect: equal-or-refused
