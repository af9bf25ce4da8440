# The mean of the target by category, of all rows: it leaks, and is kept as it was.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
means = df.groupby("city")["left"].mean()
df["city_rate"] = df["city"].map(means)
df["plan_rate"] = df.groupby("plan")["left"].transform("mean")
# %%
X = df[["age", "income", "visits", "city_rate", "plan_rate"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
