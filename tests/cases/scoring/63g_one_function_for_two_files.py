# The same function cleans the training file and the file to predict.
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
def clean(df):
    df["age"] = df["age"].fillna(df["age"].median())
    df["income"] = df["income"].fillna(df["income"].median())
    df["senior"] = (df["age"] > 60).astype(int)
    return df


train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
train = clean(train)
test = clean(test)
# %%
columns = ["age", "income", "visits", "spent", "senior"]
X = train[columns]
y = (train["left"] == "Yes").astype(int)
X_tr, X_val, y_tr, y_val = train_test_split(X, y, random_state=1)
model = RandomForestClassifier(n_estimators=20, random_state=0)
model.fit(X_tr, y_tr)
print(accuracy_score(y_val, model.predict(X_val)))
# %%
model.fit(X, y)
submission = pd.DataFrame({"customer": test["customer"], "left": model.predict(test[columns])})
submission.to_csv("submission.csv", index=False)
