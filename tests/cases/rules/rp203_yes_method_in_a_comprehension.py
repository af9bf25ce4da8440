# A method of an object fits and scores for each setting.
# %% 1
import numpy as np
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.model_selection import train_test_split
class LassoStudy:
    def __init__(self, data, target):
        self.X = data.drop(columns=target)
        self.y = data[target]
        self._split()
    def _split(self):
        self.X_train, self.X_test, self.y_train, self.y_test = train_test_split(self.X, self.y, random_state=0)
    def error(self, alpha):
        m = Lasso(alpha=alpha)
        m.fit(self.X_train, self.y_train)
        return ((m.predict(self.X_test) - self.y_test) ** 2).mean()
    def sweep(self, alphas):
        return {a: self.error(a) for a in alphas}
# %% 2
study = LassoStudy(pd.read_csv("prostate.csv"), "lpsa")
res = study.sweep(np.logspace(-3, 1, 20))
print(min(res, key=res.get))
# expect
# RP203 1:15
