# A gap takes the value of the row before: a row alone has none.
# expect: blocked: bfill|later rows

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df = df.sort_values("joined")
df["age"] = df["age"].ffill().bfill()
df["income"] = df["income"].fillna(0)
# %%
X = df[["age", "income", "visits"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
