# A class of the notebook holds the preparation and the model.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
import pandas as pd
import numpy as np
# %%
class LeaverModel:
    def __init__(self, columns):
        self.columns = columns
        self.scaler = StandardScaler()
        self.model = LogisticRegression(max_iter=2000)

    def fit(self, df, y):
        self.means = df[self.columns].mean()
        X = df[self.columns].fillna(self.means)
        self.model.fit(self.scaler.fit_transform(X), y)
        return self

    def predict(self, df):
        X = df[self.columns].fillna(self.means)
        return self.model.predict(self.scaler.transform(X))
# %%
df = pd.read_csv("customers.csv")
train_df, test_df = train_test_split(df, test_size=0.25, random_state=0)
leaver = LeaverModel(["age", "income", "visits", "spent"])
leaver.fit(train_df, train_df["left"])
pred = leaver.predict(test_df)
print(accuracy_score(test_df["left"], pred))
