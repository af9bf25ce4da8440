# The model learned the logarithm; the answer is the price.
# expect: proved

# %%
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
import numpy as np
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = df[["age", "income", "visits", "spent"]]
y = np.log1p(df["price"])
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = Ridge().fit(X_train, y_train)
# %%
pred = np.expm1(model.predict(X_test))
print(mean_squared_error(np.expm1(y_test), pred))
