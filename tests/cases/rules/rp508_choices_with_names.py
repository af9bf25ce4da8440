# Names for choices, structural numbers, lengths and versions, and a heading above the work.
# %% 1
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
LEAST = 0.73
TREES = 300
# %% [markdown]
# # Scores
# %% 2
scores = pd.read_csv("scores.csv")
# %% 3
good = scores[(scores["auc"] > LEAST) & (scores["n"] > 0)]
if len(scores) > 500 or scores.shape[0] > 30:
    good = scores
# %% 4
model = RandomForestClassifier(n_estimators=TREES, random_state=1, n_jobs=4)
# expect
# quiet RP508 RP509 RP510
