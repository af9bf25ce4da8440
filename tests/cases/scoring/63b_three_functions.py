# Functions for loading, cleaning and training.
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
def load(path):
    return pd.read_csv(path)


def clean(df):
    df = df.copy()
    df["age"] = df["age"].fillna(40)
    df["income"] = df["income"].fillna(2500)
    df["long"] = df["review"].str.len()
    return df


def train(X, y):
    model = RandomForestClassifier(n_estimators=20, random_state=0)
    model.fit(X, y)
    return model


def evaluate(model, X, y):
    pred = model.predict(X)
    return {"accuracy": accuracy_score(y, pred), "f1": f1_score(y, pred)}
# %%
raw = load("customers.csv")
data = clean(raw)
features = ["age", "income", "visits", "spent", "long"]
X, y = data[features], (data["left"] == "Yes").astype(int)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
# %%
model = train(X_train, y_train)
scores = evaluate(model, X_test, y_test)
print(scores)
