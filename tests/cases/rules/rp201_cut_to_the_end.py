# A series is scaled whole, then cut by slices up to its length, and windows are made of both parts by a function.
# %% 1
import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from keras.models import Sequential
from keras.layers import LSTM, Dense
df = pd.read_csv("airline.csv", usecols=[1])
values = df.values.astype("float32")
scaler = MinMaxScaler(feature_range=(0, 1))
values = scaler.fit_transform(values)
# %% 2
train_size = int(len(values) * 0.67)
train, test = values[0:train_size, :], values[train_size:len(values), :]
def create_dataset(dataset, look_back=1):
    dataX, dataY = [], []
    for i in range(len(dataset) - look_back - 1):
        dataX.append(dataset[i:(i + look_back), 0])
        dataY.append(dataset[i + look_back, 0])
    return np.array(dataX), np.array(dataY)
trainX, trainY = create_dataset(train, 3)
testX, testY = create_dataset(test, 3)
# %% 3
model = Sequential()
model.add(LSTM(4, input_shape=(1, 3)))
model.add(Dense(1))
model.compile(loss="mean_squared_error", optimizer="adam")
model.fit(trainX, trainY, epochs=100, batch_size=1)
testPredict = model.predict(testX)
testPredict = scaler.inverse_transform(testPredict)
# expect
# RP201 1:9
