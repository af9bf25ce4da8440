# A threshold that is written down, applied one by one.
# expect: proved

# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = RandomForestClassifier(n_estimators=20, random_state=0).fit(X_train, y_train)
# %%
proba = model.predict_proba(X_test)
decision = [1 if p > 0.35 else 0 for p in proba[:, 1]]
print(f1_score(y_test, decision))
