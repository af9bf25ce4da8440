# Train and test put together, cleaned, and parted by place.
# expect: proved

# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_score
# %%
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
ntrain = train.shape[0]
y_train = np.log1p(train["price"])
all_data = pd.concat([train.drop(columns=["price", "left"]), test], ignore_index=True)
all_data = all_data.drop(columns=["customer", "review", "joined"])
# %%
for col in ["age", "income"]:
    all_data[col] = all_data[col].fillna(all_data[col].median())
all_data["job"] = all_data["job"].fillna("none")
skewed = all_data[["income", "spent"]].skew()
for col in skewed[skewed > 0.5].index:
    all_data[col] = np.log1p(all_data[col])
all_data = pd.get_dummies(all_data)
X = all_data[:ntrain]
X_sub = all_data[ntrain:]
# %%
model = Ridge(alpha=1.0)
print(cross_val_score(model, X, y_train, cv=5, scoring="neg_mean_squared_error").mean())
model.fit(X, y_train)
price = np.expm1(model.predict(X_sub))
submission = pd.DataFrame({"customer": test["customer"], "price": price})
submission.to_csv("submission.csv", index=False)
