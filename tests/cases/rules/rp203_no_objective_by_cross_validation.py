# The function that the optimiser tries out validates on folds of the training part.
# %% 1
import optuna
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.metrics import mean_squared_error
d = pd.read_csv("x.csv")
X_train, X_test, y_train, y_test = train_test_split(d.drop(columns="y"), d["y"])
def objective(trial):
    m = LGBMRegressor(num_leaves=trial.suggest_int("num_leaves", 8, 256))
    return cross_val_score(m, X_train, y_train, cv=5, scoring="neg_mean_squared_error").mean()
study = optuna.create_study(direction="maximize")
study.optimize(objective, n_trials=50)
best = LGBMRegressor(**study.best_params).fit(X_train, y_train)
print(mean_squared_error(y_test, best.predict(X_test)))
# expect
# quiet RP203 RP207
