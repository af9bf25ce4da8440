# The decision is the notebook's own comparison, with the threshold that it tuned.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
import numpy as np
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=1000).fit(X_train, y_train)
proba = model.predict_proba(X_test)[:, 1]
grid = np.linspace(0.1, 0.9, 17)
threshold = grid[np.argmax([f1_score(y_test, proba > t) for t in grid])]
# %%
decision = (proba > threshold).astype(int)
print(threshold, f1_score(y_test, decision))
