# How often a value occurs among all rows becomes a feature.
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
df["city_count"] = df["city"].map(df["city"].value_counts())
shares = df["plan"].value_counts(normalize=True).to_dict()
df["plan_share"] = df["plan"].map(shares)
df["job_count"] = df.groupby("job")["customer"].transform("count").fillna(0)
# %%
X = df[["age", "income", "visits", "city_count", "plan_share", "job_count"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
