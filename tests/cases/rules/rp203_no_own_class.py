# A class splits, scales, fits and scores one model: what its methods do is followed, and nothing leaks.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error, r2_score
class HousePipeline:
    def __init__(self, path):
        self.df = pd.read_csv(path)
        self.scaler = StandardScaler()
        self.model = Ridge(alpha=1.0)
    def split(self):
        X = self.df.drop(columns=["price"])
        y = self.df["price"]
        self.X_train, self.X_test, self.y_train, self.y_test = train_test_split(X, y, random_state=3)
    def prepare(self):
        self.X_train = self.scaler.fit_transform(self.X_train)
        self.X_test = self.scaler.transform(self.X_test)
    def fit(self):
        self.model.fit(self.X_train, self.y_train)
    def evaluate(self):
        p = self.model.predict(self.X_test)
        return mean_squared_error(self.y_test, p), r2_score(self.y_test, p)
# %% 2
job = HousePipeline("houses.csv")
job.split()
job.prepare()
job.fit()
job.evaluate()
# expect
# quiet RP201 RP202 RP203 RP208
