# Rows outside the quartiles are no training rows; while scoring every row is answered.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
q1, q3 = df["spent"].quantile(0.25), df["spent"].quantile(0.75)
df = df[(df["spent"] >= q1 - 1.5 * (q3 - q1)) & (df["spent"] <= q3 + 1.5 * (q3 - q1))]
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
