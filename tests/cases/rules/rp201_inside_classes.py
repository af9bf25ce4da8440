# A method scales the rows of its object, and another one splits them.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from sklearn.neighbors import KNeighborsClassifier
class Experiment(object):
    def __init__(self, df):
        self.df = df
    def preprocess(self):
        self.X = self.df.drop("label", axis=1)
        self.y = self.df.label
        sc = MinMaxScaler()
        self.X = sc.fit_transform(self.X)
    def run(self):
        Xtr, Xte, ytr, yte = train_test_split(self.X, self.y, test_size=0.3)
        knn = KNeighborsClassifier(5)
        knn.fit(Xtr, ytr)
        print(knn.score(Xte, yte))
# %% 2
e = Experiment(pd.read_csv("wine.csv"))
e.preprocess()
e.run()
# expect
# RP201 1:12
