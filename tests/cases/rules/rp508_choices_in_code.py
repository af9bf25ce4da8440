# A threshold and a model's numbers in the code, and three cells of work above the first heading.
# %% 1
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
# %% 2
scores = pd.read_csv("scores.csv")
# %% 3
good = scores[scores["auc"] > 0.73]
# %% 4
model = RandomForestClassifier(n_estimators=300, random_state=1)
# %% [markdown]
# # Fit
# %% 5
model.fit(good, good)
# expect
# RP508 3:1
# RP509 4:1
# RP510 2:1
