# Mean and count by category, drawn to the prior, on the training part.
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
train, test = train_test_split(df, test_size=0.25, random_state=1)
train = train.copy()
test = test.copy()
prior = train["left"].mean()
table = train.groupby("city")["left"].agg(["mean", "count"])
smooth = (table["mean"] * table["count"] + prior * 10) / (table["count"] + 10)
for part in [train, test]:
    part["city_rate"] = part["city"].map(smooth).fillna(prior)
# %%
columns = ["age", "income", "visits", "city_rate"]
model = DecisionTreeClassifier(max_depth=4, random_state=0).fit(train[columns], train["left"])
pred = model.predict(test[columns])
print(accuracy_score(test["left"], pred))
