# Lists of columns by type, share of gaps and number of values.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["same"] = 1
df["empty"] = df["spent"].where(df["spent"] > 400)
df = df.drop(columns=[c for c in df.columns if df[c].isnull().mean() > 0.5])
df = df.loc[:, df.nunique() > 1]
numeric = df.select_dtypes(include="number").columns
few = [c for c in df.columns if c not in numeric and df[c].nunique() < 10]
df[numeric] = df[numeric].fillna(df[numeric].median())
# %%
X = pd.get_dummies(df[list(numeric) + few].drop(columns=["left", "price"]))
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
