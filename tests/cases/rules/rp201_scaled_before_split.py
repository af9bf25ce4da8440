# The scaler, the filled mean and the group mean have all seen the test rows; resampling puts copies into both parts.
# %% 1
import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression
from imblearn.over_sampling import SMOTE
df = pd.read_csv("loans.csv")
df["income"] = df["income"].fillna(df["income"].mean())
df["age"] = df.groupby("city")["age"].transform("mean")
# %% 2
X, y = df.drop(columns="bad"), df["bad"]
scaler = StandardScaler()
X[["age"]] = scaler.fit_transform(X[["age"]])
X, y = SMOTE().fit_resample(X, y)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %% 3
model = LogisticRegression().fit(X, y)
model = LogisticRegression()
model.fit(X, y)
model.score(X_test, y_test)
X_test = StandardScaler().fit_transform(X_test)
# expect
# RP201 1:7
# RP201 1:8
# RP201 2:3
# RP202 2:4
# RP202 3:4
# RP208 3:5
