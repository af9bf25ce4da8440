# The row before, in a file that lies in no order and that nothing sorts: which row that is, nobody can say of a new one.
# expect: blocked: in no column's order do the rows lie|recipeline.toml

# %%
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("power.csv")
df["last"] = df["load"].shift(1)
df = df.dropna()
# %%
X = df[["last", "wind"]]
y = df["load"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = Ridge().fit(X_train, y_train)
pred = model.predict(X_test)
print(model.score(X_test, y_test))
