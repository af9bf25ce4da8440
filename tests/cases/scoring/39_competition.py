# Train and test together learn everything, and are split again by place.
# expect: proved

# %%
from sklearn.linear_model import Ridge
import numpy as np
import pandas as pd
# %%
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
target = np.log1p(train["price"])
everything = pd.concat([train.drop(columns=["left", "price"]), test]).reset_index(drop=True)
everything["age"] = everything["age"].fillna(everything["age"].median())
everything["income"] = everything["income"].fillna(everything["income"].mean())
everything["job"] = everything["job"].fillna(everything["job"].mode()[0])
everything = pd.get_dummies(everything.drop(columns=["customer", "joined", "review"]))
# %%
X = everything[: len(train)]
X_test = everything[len(train) :]
model = Ridge().fit(X, target)
pred = np.expm1(model.predict(X_test))
pd.DataFrame({"customer": test["customer"], "price": pred}).to_csv("answer.csv", index=False)
