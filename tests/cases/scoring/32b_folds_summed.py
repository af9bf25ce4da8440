# Five models of five folds; their probabilities are summed up in a loop.
# expect: proved

# %%
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, train_test_split
from sklearn.tree import DecisionTreeClassifier
import numpy as np
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
models = []
for train_index, valid_index in KFold(5, shuffle=True, random_state=0).split(X_train):
    one = DecisionTreeClassifier(max_depth=4, random_state=0)
    one.fit(X_train.iloc[train_index], y_train.iloc[train_index])
    models.append(one)
# %%
proba = np.zeros(len(X_test))
for model in models:
    proba += model.predict_proba(X_test)[:, 1] / len(models)
print(roc_auc_score(y_test, proba))
