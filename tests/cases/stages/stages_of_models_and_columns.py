# What comes of a model judges it; a new column is a feature, a repaired one is not; a text of settings is a setting.

# %%
import pickle
import numpy as np
import pandas as pd
from sklearn.cross_validation import cross_val_score
from sklearn.linear_model import LinearRegression
month = 2
source = f"trips_{month:02d}.csv"
bikes = pd.read_csv(source)
bikes.rename(columns={"count": "total"}, inplace=True)
bikes["hour"] = bikes.index.hour
bikes["total"] = bikes["total"].fillna(0)
# %%
X = bikes[["hour"]]
linreg = LinearRegression()
scores = cross_val_score(linreg, X, bikes["total"])
np.mean(np.sqrt(-scores))
# %%
with open("model.bin", "rb") as stream:
    encoder, model = pickle.load(stream)
rows = encoder.transform(X)
guessed = model.predict(rows)
guessed.mean()
# %%
print(encoder.get_feature_names()[:20])
# %%
result = pd.DataFrame({"guess": guessed})
result.head()
# %%
linreg = bikes[["total"]]
sums = linreg["total"].abs()
# %%
from sklearn.cluster import KMeans
labels = KMeans(3).fit_predict(X)
np.mean(labels == bikes["group"])

# expect
# 1:6 stage setup
# 1:7 stage setup
# 1:8 stage ingestion
# 1:9 stage preprocessing
# 1:10 stage features
# 1:11 stage preprocessing
# 2:1 stage preprocessing
# 2:2 stage training
# 2:3 stage evaluation
# 2:4 stage evaluation
# 3:1 stage evaluation
# 3:3 stage features
# 3:4 stage evaluation
# 3:5 stage evaluation
# 4:1 stage reporting
# 5:1 stage evaluation
# 5:2 stage reporting
# 6:1 stage preprocessing
# 6:2 stage preprocessing
# 7:2 stage training
# 7:3 stage evaluation
