# A function fits scaler and model and returns both; another one predicts with them.
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
COLUMNS = ["age", "income", "visits", "spent"]


def fit_all(df):
    scaler = StandardScaler()
    X = scaler.fit_transform(df[COLUMNS])
    model = LogisticRegression(max_iter=2000)
    model.fit(X, df["left"])
    return model, scaler


def predict_all(df, model, scaler):
    return model.predict(scaler.transform(df[COLUMNS]))
# %%
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(df["age"].median())
df["income"] = df["income"].fillna(df["income"].median())
train_df, test_df = train_test_split(df, test_size=0.25, random_state=0)
model, scaler = fit_all(train_df)
pred = predict_all(test_df, model, scaler)
print(accuracy_score(test_df["left"], pred))
