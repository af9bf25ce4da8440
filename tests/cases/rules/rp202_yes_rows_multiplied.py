# Rare rows are put below the table five more times, and then split.
# %% 1
import numpy as np, pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
df = pd.read_csv("defects.csv")
pos = df[df.defect == 1]
df = pd.concat([df] + [pos] * 5, ignore_index=True)
# %% 2
Xtr, Xte, ytr, yte = train_test_split(df.drop(columns="defect"), df.defect, test_size=0.2)
s = SVC().fit(Xtr, ytr)
print(s.score(Xte, yte))
# expect
# RP202 1:6
