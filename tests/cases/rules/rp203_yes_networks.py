# Two networks from one function of the notebook, both evaluated on the test part.
# %% 1
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow import keras
# %% 2
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(loans.drop(columns="bad"), loans["bad"], random_state=0)
# %% 3
def build(units):
    net = keras.Sequential([keras.layers.Dense(units), keras.layers.Dense(1)])
    net.compile(loss="mse")
    return net
# %% 4
small = build(8)
small.fit(X_train, y_train, epochs=5)
print(small.evaluate(X_test, y_test))
# %% 5
large = build(64)
large.fit(X_train, y_train, epochs=5)
print(large.evaluate(X_test, y_test))
# expect
# RP203 5:3
