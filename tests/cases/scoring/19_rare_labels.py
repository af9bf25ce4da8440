# Categories that are rare among all rows become one.
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
counts = df["city"].value_counts()
df["city"] = df["city"].where(df["city"].isin(counts[counts > 40].index), "Other")
shares = df["job"].value_counts(normalize=True)
rare = shares[shares < 0.1].index
df["job"] = df["job"].replace(rare, "Rare").fillna("none")
# %%
X = pd.get_dummies(df[["age", "income", "visits", "city", "job"]])
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
