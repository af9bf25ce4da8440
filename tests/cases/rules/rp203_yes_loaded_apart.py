# Nothing splits these rows: the loader gives both parts, and two networks are scored on the second.
# %% 1
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784) / 255.0
x_test = x_test.reshape(-1, 784) / 255.0
# %% 2
model = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=5, validation_split=0.1)
model.evaluate(x_test, y_test)
# %% 3
bigger = keras.Sequential([layers.Dense(512, activation="relu"), layers.Dropout(0.2), layers.Dense(10, activation="softmax")])
bigger.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
bigger.fit(x_train, y_train, epochs=5, validation_split=0.1)
bigger.evaluate(x_test, y_test)
# expect
# RP203 3:4
