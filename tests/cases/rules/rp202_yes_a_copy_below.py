# A copy of the table with other words is put below it, and then both are split.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
d = pd.read_csv("tweets.csv")
swapped = d.copy()
swapped["text"] = swapped["text"].str.replace("good", "nice")
big = pd.concat([d, swapped], ignore_index=True)
tr, te = train_test_split(big, test_size=0.2, random_state=0)
m = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(tr["text"], tr["y"])
print(m.score(te["text"], te["y"]))
# expect
# RP202 1:9
