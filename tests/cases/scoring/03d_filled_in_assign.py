# A function looks for the best threshold; the decision uses it.
# expect: proved

# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def best_threshold(y_true, proba):
    candidates = np.arange(0.1, 0.9, 0.05)
    scores = [f1_score(y_true, proba >= t) for t in candidates]
    return candidates[int(np.argmax(scores))]
# %%
df = pd.read_csv("customers.csv")
df["y"] = df["left"].eq("Yes").astype(int)
df = df.assign(age=df.age.fillna(df.age.mean()), income=lambda d: d.income.fillna(d.income.mean()))
features = ["age", "income", "visits", "spent"]
X_tr, X_te, y_tr, y_te = train_test_split(df[features], df["y"], random_state=0, stratify=df["y"])
X_tr, X_va, y_tr, y_va = train_test_split(X_tr, y_tr, random_state=0)
rf = RandomForestClassifier(n_estimators=30, random_state=0).fit(X_tr, y_tr)
threshold = best_threshold(y_va, rf.predict_proba(X_va)[:, 1])
decision = (rf.predict_proba(X_te)[:, 1] >= threshold).astype(int)
print(threshold, f1_score(y_te, decision))
