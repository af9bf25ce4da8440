# Mean and deviation of the training part only, taken by name and inline after the split.
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
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
mean = X_train.mean()
X_test = (X_test - mean) / X_train.std()
X_train = (X_train - mean) / X_train.std()
# %%
model = LogisticRegression().fit(X_train, y_train)
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
