# Training stops by a validation part that also chooses among models; the test part has the last word.
# %% 1
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow import keras
X = np.load("x.npy"); y = np.load("y.npy")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.1, random_state=1)
X_train, X_val, y_train, y_val = train_test_split(X_train, y_train, test_size=0.1, random_state=1)
# %% 2
def build(units):
    m = keras.Sequential([keras.layers.Dense(units, activation="relu"), keras.layers.Dense(1)])
    m.compile("adam", "mse")
    return m
best, best_loss = None, np.inf
for u in (16, 32, 64):
    m = build(u)
    m.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=20, callbacks=[keras.callbacks.EarlyStopping(patience=3)])
    loss = m.evaluate(X_val, y_val)
    if loss < best_loss:
        best, best_loss = m, loss
# %% 3
print(best.evaluate(X_test, y_test))
# expect
# quiet RP202 RP203 RP207
