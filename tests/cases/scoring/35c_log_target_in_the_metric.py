# Only the metric tells that the model speaks in logarithms.
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
df["price"] = np.log(df["price"])
y = df["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = Ridge().fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(np.sqrt(mean_squared_error(np.exp(y_test), np.exp(pred))))
