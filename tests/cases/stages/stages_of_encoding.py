# A code for a text and a new column are features; a column made from itself, a copy and a resampling are preprocessing.

# %%
import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import RFE
bank = pd.read_csv("bank.csv")
bank["contact"] = bank.contact.map({"cellular": 0, "telephone": 1})
bank["job"] = bank["job"].astype("category").cat.codes
bank["month"].replace(["jan", "feb"], [1, 2], inplace=True)
bank["minor"] = np.where(bank["age"] <= 16, 1, 0)
bank["age"] = np.where(bank["age"].isnull(), 40, bank["age"])
bank["name"] = bank["name"].map(str.strip)
bank["size"] = bank["name"].map(len)
bank["day"] = pd.to_datetime(bank["when"])
bank["kept"] = bank["age"]
bank["Miss"] = np.where(bank["name"].str.contains("Miss"), 1, 0)
# %%
X, y = SMOTE().fit_resample(bank[["age"]], bank["y"])
select = RFE(RandomForestClassifier(), n_features_to_select=4)
select.fit(X, y)
mask = select.get_support()

# expect
# 1:7 stage features
# 1:8 stage features
# 1:9 stage features
# 1:10 stage features
# 1:11 stage preprocessing
# 1:12 stage preprocessing
# 1:13 stage features
# 1:14 stage preprocessing
# 1:15 stage preprocessing
# 1:16 stage features
# 2:1 stage preprocessing
# 2:2 stage features
# 2:3 stage features
# 2:4 stage features
