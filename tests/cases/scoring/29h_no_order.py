# The row before, in a table that nothing puts in order: which row that is, only the user can say.
# expect: blocked: which column puts the rows in order|recipeline.toml

# %%
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("visits.csv")
df["last"] = df["spent"].shift(1)
df = df.dropna()
# %%
X = df[["last", "guest"]]
y = df["spent"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(model.score(X_test, y_test))
