# Settings are changed in a loop, and answers are held against the truth without a metric's name.
# %% 1
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
homes = pd.read_csv("homes.csv")
X_train, X_test, y_train, y_test = train_test_split(homes[["size"]], homes["price"], random_state=0)
# %% 2
line = Ridge()
for alpha in (1, 10):
    line.set_params(alpha=alpha)
    line.fit(X_train, y_train)
    print(np.sqrt(np.mean((line.predict(X_test) - y_test) ** 2)))
# expect
# RP203 2:5
