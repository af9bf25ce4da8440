# A model, its predictors and its metric, all written by hand: what a function does counts where it is called.

# %%
import numpy as np
import pandas as pd
def fit_line(X, y):
    return np.linalg.inv(X.T.dot(X)).dot(X.T).dot(y)
def predictors(cars):
    cars = cars.copy()
    cars["age"] = 2017 - cars.year
    return cars.values
def rmse(y, y_pred):
    return np.sqrt(((y_pred - y) ** 2).mean())
cars = pd.read_csv("cars.csv")
makes = pd.get_dummies(cars.make)
makes.drop(columns="ford", inplace=True)
cars.drop(columns="make", inplace=True)
y = cars.price.values
# %%
X = predictors(cars)
w = fit_line(X, y)
y_pred = X.dot(w)
rmse(y, y_pred)
# %%
X = predictors(cars)

# expect
# 1:3 stage training
# 1:5 stage features
# 1:11 stage ingestion
# 1:12 stage features
# 1:13 stage features
# 1:14 stage preprocessing
# 1:15 stage preprocessing
# 2:1 stage features
# 2:2 stage training
# 2:3 stage evaluation
# 2:4 stage evaluation
# 3:1 stage features
