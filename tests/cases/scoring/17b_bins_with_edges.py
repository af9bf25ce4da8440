# Bins whose edges are written down, and a discretizer.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import KBinsDiscretizer, LabelEncoder
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
df["age_bin"] = pd.cut(df["age"], bins=[0, 30, 45, 60, 120], labels=[0, 1, 2, 3]).astype(int)
binner = KBinsDiscretizer(n_bins=4, encode="ordinal", strategy="quantile", quantile_method="averaged_inverted_cdf")
df[["spent"]] = binner.fit_transform(df[["spent"]])
df["visits_bin"] = pd.cut(df["visits"], bins=3)
df["visits_bin"] = LabelEncoder().fit_transform(df["visits_bin"])
# %%
X = df[["age_bin", "income", "spent", "visits_bin"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
