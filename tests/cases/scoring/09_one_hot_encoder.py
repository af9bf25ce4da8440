# Indicators by a fitted encoder, made a frame with the encoder's own names.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
coded = encoder.fit_transform(df[["city", "plan"]])
coded = pd.DataFrame(coded, columns=encoder.get_feature_names_out(["city", "plan"]), index=df.index)
X = pd.concat([df[["age", "income", "visits"]], coded], axis=1)
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
