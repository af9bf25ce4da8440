# All in one function.
# expect: blocked: function `main`|give back the model

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
import pandas as pd
import numpy as np
# %%
def main():
    df = pd.read_csv("customers.csv")
    df["age"] = df["age"].fillna(df["age"].mean())
    df["income"] = df["income"].fillna(df["income"].mean())
    X = df[["age", "income", "visits", "spent"]]
    y = (df["left"] == "Yes").astype(int)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
    scaler = StandardScaler()
    X_train = scaler.fit_transform(X_train)
    X_test = scaler.transform(X_test)
    model = LogisticRegression(max_iter=2000)
    model.fit(X_train, y_train)
    accuracy = accuracy_score(y_test, model.predict(X_test))
    return model, accuracy


model, accuracy = main()
print(accuracy)
