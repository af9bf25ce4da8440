# One stage for each statement.

# %%
import pandas as pd
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
pd.set_option("display.max_rows", 5)
SEED = 3
df = load_iris(as_frame=True).frame
df = df.dropna()
df["ratio"] = df["sepal length (cm)"] / df["sepal width (cm)"]
df.head()
# %%
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="target"), df["target"], random_state=SEED)
scaler = StandardScaler().fit(X_train)
X_train_s = scaler.transform(X_train)
model = LogisticRegression().fit(X_train_s, y_train)
pred = model.predict(scaler.transform(X_test))
score = accuracy_score(y_test, pred)
print(score)

# expect
# 1:1 stage setup
# 1:7 stage setup
# 1:8 stage setup
# 1:9 stage ingestion
# 1:10 stage preprocessing
# 1:11 stage features
# 1:12 stage reporting
# 2:1 stage preprocessing
# 2:2 stage features
# 2:3 stage features
# 2:4 stage training
# 2:5 stage evaluation
# 2:6 stage evaluation
# 2:7 stage reporting
