# Mirrored pictures are put below the pictures before both are split.
# %% 1
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras import Sequential, layers
X = np.load("digits_x.npy"); y = np.load("digits_y.npy")
X_aug = np.concatenate([X, np.flip(X, axis=2)])
y_aug = np.concatenate([y, y])
# %% 2
X_train, X_test, y_train, y_test = train_test_split(X_aug, y_aug, test_size=0.2, random_state=0)
model = Sequential([layers.Flatten(), layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=3)
model.evaluate(X_test, y_test)
# expect
# RP202 1:5
