# Every fold is scored; the last model is fitted to all.
# expect: proved

# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import StratifiedKFold
# %%
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(-1)
df["income"] = df["income"].fillna(-1)
for c in ["city", "job", "plan"]:
    df[c] = df[c].astype("category").cat.codes
features = ["age", "income", "visits", "spent", "city", "job", "plan"]
X = df[features]
y = (df["left"] == "Yes").astype(int)
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=42)
oof = np.zeros(len(df))
scores = []
for fold, (tr, va) in enumerate(skf.split(X, y)):
    m = RandomForestClassifier(n_estimators=20, random_state=0)
    m.fit(X.iloc[tr], y.iloc[tr])
    oof[va] = m.predict_proba(X.iloc[va])[:, 1]
    scores.append(accuracy_score(y.iloc[va], oof[va] > 0.5))
print(np.mean(scores))
model = RandomForestClassifier(n_estimators=20, random_state=0)
model.fit(X, y)
