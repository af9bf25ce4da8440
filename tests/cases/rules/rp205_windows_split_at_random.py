# A function cuts windows that overlap out of a series, and the windows are shuffled into both parts.
# %% 1
import numpy as np, pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow.keras import Sequential, layers
v = pd.read_csv("temp.csv", index_col="date", parse_dates=True)["t"].values
def make(v, n):
    X, y = [], []
    for i in range(len(v) - n):
        X.append(v[i:i + n])
        y.append(v[i + n])
    return np.array(X), np.array(y)
X, y = make(v, 24)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
m = Sequential([layers.Dense(8), layers.Dense(1)])
m.compile("adam", "mse")
m.fit(X_train, y_train)
print(m.evaluate(X_test, y_test))
# expect
# RP205 1:12
