# The way most competition notebooks go: gaps filled, titles out of names, bands, maps, columns dropped, models compared.
# expect: proved

# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
# %%
train_df = pd.read_csv("train.csv")
test_df = pd.read_csv("test.csv")
combine = [train_df, test_df]
# %%
for dataset in combine:
    dataset["letter"] = dataset["customer"].str.extract(r"([A-Z])", expand=False)
    dataset["long"] = dataset["review"].str.len()
for dataset in combine:
    dataset["job"] = dataset["job"].fillna(train_df["job"].mode()[0])
    dataset["job"] = dataset["job"].map({"cook": 0, "nurse": 1, "clerk": 2, "driver": 3}).fillna(4).astype(int)
    dataset["age"] = dataset["age"].fillna(dataset["age"].median())
    dataset.loc[dataset["age"] <= 30, "age"] = 0
    dataset.loc[(dataset["age"] > 30) & (dataset["age"] <= 45), "age"] = 1
    dataset.loc[dataset["age"] > 45, "age"] = 2
test_df["income"] = test_df["income"].fillna(test_df["income"].median())
train_df["income"] = train_df["income"].fillna(train_df["income"].median())
# %%
columns = ["age", "income", "visits", "job", "long"]
X_train = train_df[columns]
Y_train = (train_df["left"] == "Yes").astype(int)
X_test = test_df[columns].copy()
# %%
logreg = LogisticRegression(max_iter=2000)
logreg.fit(X_train, Y_train)
acc_log = logreg.score(X_train, Y_train)
# %%
random_forest = RandomForestClassifier(n_estimators=20, random_state=0)
random_forest.fit(X_train, Y_train)
Y_pred = random_forest.predict(X_test)
submission = pd.DataFrame({"customer": test_df["customer"], "left": Y_pred})
submission.to_csv("submission.csv", index=False)
