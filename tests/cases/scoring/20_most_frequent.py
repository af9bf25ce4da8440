# Indicators for the three most frequent values.
# expect: proved

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import numpy as np
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
top = df["city"].value_counts().head(3).index.tolist()
for name in top:
    df["city_" + name] = np.where(df["city"] == name, 1, 0)
df["top_job"] = df["job"].isin(df["job"].value_counts().nlargest(2).index).astype(int)
# %%
X = df.drop(columns=["customer", "city", "job", "plan", "joined", "review", "left", "price"])
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = LogisticRegression(max_iter=2000)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
