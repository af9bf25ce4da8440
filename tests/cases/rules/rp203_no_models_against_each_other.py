# A vote is one model, and two models that are held against each other are not scored.
# %% 1
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import cohen_kappa_score, r2_score
from sklearn.model_selection import train_test_split
homes = pd.read_csv("homes.csv")
X_train, X_test, y_train, y_test = train_test_split(homes[["size"]], homes["price"], random_state=0)
# %% 2
line = Ridge().fit(X_train, y_train)
forest = RandomForestRegressor(random_state=0).fit(X_train, y_train)
print(cohen_kappa_score(line.predict(X_test), forest.predict(X_test)))
both = (line.predict(X_test) + forest.predict(X_test)) / 2
print(r2_score(y_test, both))
# expect
# quiet RP203
