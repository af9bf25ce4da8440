# An optimiser tries a function out that fits and scores on the test part.
# %% 1
import optuna
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_squared_error
d = pd.read_csv("x.csv")
X_train, X_test, y_train, y_test = train_test_split(d.drop(columns="y"), d["y"])
def objective(trial):
    m = LGBMRegressor(num_leaves=trial.suggest_int("num_leaves", 8, 256), learning_rate=trial.suggest_float("lr", 1e-3, 0.3, log=True))
    m.fit(X_train, y_train)
    return mean_squared_error(y_test, m.predict(X_test))
study = optuna.create_study(direction="minimize")
study.optimize(objective, n_trials=50)
print(study.best_params)
# expect
# RP203 1:11
