# The smaller class is drawn again to train; no row is drawn while scoring.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import resample
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
train, test = train_test_split(df, test_size=0.25, random_state=1)
few = train[train["left"] == 1]
many = train[train["left"] == 0]
more = resample(few, replace=True, n_samples=len(many), random_state=0)
balanced = pd.concat([many, more])
columns = ["age", "income", "visits", "spent"]
# %%
model = DecisionTreeClassifier(max_depth=5, random_state=0).fit(balanced[columns], balanced["left"])
pred = model.predict(test[columns])
print(accuracy_score(test["left"], pred))
