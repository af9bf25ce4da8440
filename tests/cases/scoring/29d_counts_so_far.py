# How often a guest came before, what he spent so far, and how often he returned: all of it grows with each visit.
# expect: proved
# label: 'returned'

# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import roc_auc_score
import pandas as pd
# %%
df = pd.read_csv("visits.csv").sort_values("minute")
df["visit"] = df.groupby("guest").cumcount()
df["before"] = df.groupby("guest")["spent"].cumsum() - df["spent"]
df["last"] = df.groupby("guest")["spent"].shift(1).fillna(0)
df["rate"] = df.groupby("guest")["returned"].transform(lambda s: s.shift(1).expanding().mean()).fillna(0.5)
# %%
X = df[["visit", "before", "last", "rate", "spent"]]
y = df["returned"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = RandomForestClassifier(n_estimators=20, random_state=0).fit(X_train, y_train)
pred = model.predict(X_test)
print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
