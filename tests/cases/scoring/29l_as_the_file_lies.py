# Nothing sorts the visits: they lie in the order of their minutes, which the rows tell by themselves; the test rows are cut out where the model is asked.
# expect: proved
# label: 'returned'

# %%
from sklearn.linear_model import LogisticRegression
import pandas as pd
# %%
df = pd.read_csv("visits.csv")
df["last"] = df["spent"].shift(1)
df["last"] = df["last"].fillna(df["last"].mean())
df["pause"] = df["minute"].diff().fillna(0)
# %%
X = df[["last", "pause", "spent"]]
y = df["returned"]
model = LogisticRegression(max_iter=2000).fit(X[:400], y[:400])
pred = model.predict(X[400:])
