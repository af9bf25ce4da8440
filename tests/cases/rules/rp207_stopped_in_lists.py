# A booster stops early by a list that holds the test part too; the model is made with the option, not fitted with it.
# %% 1
import pandas as pd
import xgboost as xgb
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_squared_error
df = pd.read_csv("bikes.csv")
X = df.drop(columns=["cnt"]); y = df["cnt"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=7)
reg = xgb.XGBRegressor(n_estimators=2000, learning_rate=0.05, early_stopping_rounds=50)
reg.fit(X_train, y_train, eval_set=[(X_train, y_train), (X_test, y_test)], verbose=False)
# %% 2
print(mean_squared_error(y_test, reg.predict(X_test)) ** 0.5)
# expect
# RP207 1:9
