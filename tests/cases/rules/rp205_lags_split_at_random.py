# Lags tell that the rows are in the order of time; a random split then trains on the future.
# %% 1
import pandas as pd
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.linear_model import Ridge
sales = pd.read_csv("sales.csv")
sales["lag"] = sales["amount"].shift(1)
X_train, X_test, y_train, y_test = train_test_split(sales[["lag"]], sales["amount"], random_state=0)
folds = KFold(5, shuffle=True)
cross_val_score(Ridge(), sales[["lag"]], sales["amount"], cv=folds)
# expect
# RP205 1:6
# RP205 1:8
