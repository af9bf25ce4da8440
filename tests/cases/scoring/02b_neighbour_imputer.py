# The imputer keeps the training matrix, and its result is made a frame again.
# expect: proved

# %%
from sklearn.impute import KNNImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
numeric = ["age", "income", "visits", "spent"]
df[numeric] = pd.DataFrame(KNNImputer(n_neighbors=3).fit_transform(df[numeric]), columns=numeric, index=df.index)
X = df[numeric]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
