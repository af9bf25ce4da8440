# One encoder, fitted to one column after the other without a loop: the last fit must not win.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
encoder = LabelEncoder()
df["city"] = encoder.fit_transform(df["city"])
df["plan"] = encoder.fit_transform(df["plan"])
# %%
X = df[["age", "income", "visits", "city", "plan"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
