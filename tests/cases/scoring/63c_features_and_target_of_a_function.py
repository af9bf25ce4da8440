# One function cleans, encodes and gives features and target.
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
def prepare(df):
    df = df.drop_duplicates()
    df["age"] = df["age"].fillna(df["age"].mean())
    df["income"] = df["income"].fillna(df["income"].mean())
    y = (df["left"] == "Yes").astype(int)
    X = df[["age", "income", "visits", "spent", "city", "job"]]
    X = pd.get_dummies(X, columns=["city", "job"], drop_first=True)
    return X, y
# %%
df = pd.read_csv("customers.csv")
X, y = prepare(df)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
# %%
model = LogisticRegression(max_iter=5000)
model.fit(X_train, y_train)
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
