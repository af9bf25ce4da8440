# Extremes are cut at quantiles of all rows.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import numpy as np
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
df["spent"] = df["spent"].clip(df["spent"].quantile(0.05), df["spent"].quantile(0.95))
top = np.percentile(df["income"], 99)
df["income"] = np.where(df["income"] > top, top, df["income"])
df["visits"] = df["visits"].clip(upper=df["visits"].quantile(0.9))
# %%
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
