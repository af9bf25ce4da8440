# Functions that loop over columns, filling and encoding.
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
def fill_gaps(df, columns):
    for column in columns:
        if df[column].dtype == "str":
            df[column] = df[column].fillna(df[column].mode()[0])
        else:
            df[column] = df[column].fillna(df[column].median())
    return df


def encode(df, columns):
    for column in columns:
        encoder = LabelEncoder()
        df[column] = encoder.fit_transform(df[column])
    return df
# %%
df = pd.read_csv("customers.csv")
df = fill_gaps(df, ["age", "income", "city", "job"])
df = encode(df, ["city", "job", "plan"])
X = df[["age", "income", "visits", "spent", "city", "job", "plan"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = RandomForestClassifier(n_estimators=20, random_state=0)
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
