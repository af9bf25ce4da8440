# Gaps written by mask with a statistic; the frame is changed in place.
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
df.loc[df["age"].isnull(), "age"] = df["age"].mean()
df["income"] = np.where(df["income"].isna(), df["income"].median(), df["income"])
middle = df["visits"].median()
df["many"] = (df["visits"] > middle).astype(int)
# %%
X = df[["age", "income", "visits", "many"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
