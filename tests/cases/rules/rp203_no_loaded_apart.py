# One network, trained on the first part of what the loader gives, evaluated and asked on the second.
# %% 1
from tensorflow.keras.datasets import cifar10
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Flatten, Conv2D
(x_train, y_train), (x_test, y_test) = cifar10.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
# %% 2
model = Sequential([Conv2D(32, 3, activation="relu", input_shape=(32, 32, 3)), Flatten(), Dense(10)])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
h = model.fit(x_train, y_train, epochs=10, validation_split=0.2)
# %% 3
loss, acc = model.evaluate(x_test, y_test, verbose=2)
print(acc)
pred = model.predict(x_test)
# expect
# quiet RP202 RP203 RP207
