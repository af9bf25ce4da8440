# A split by a random mask, and by date.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
import numpy as np
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
np.random.seed(3)
mask = np.random.rand(len(df)) < 0.8
train = df[mask]
test = df[~mask]
columns = ["age", "income", "visits"]
# %%
model = LogisticRegression(max_iter=1000).fit(train[columns], train["left"])
pred = model.predict(test[columns])
print(accuracy_score(test["left"], pred))
