# Three objects of one class hold a model each, and all are scored on the rows that the class was given.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.metrics import accuracy_score
df = pd.read_csv("heart.csv")
# %% 2
class Trainer:
    def __init__(self, model, X_train, X_test, y_train, y_test):
        self.model = model
        self.X_train, self.X_test = X_train, X_test
        self.y_train, self.y_test = y_train, y_test
    def train(self):
        self.model.fit(self.X_train, self.y_train)
    def report(self):
        pred = self.model.predict(self.X_test)
        return accuracy_score(self.y_test, pred)
# %% 3
X = df.drop("target", axis=1)
y = df["target"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
# %% 4
lr = Trainer(LogisticRegression(), X_train, X_test, y_train, y_test)
lr.train()
print(lr.report())
# %% 5
rf = Trainer(RandomForestClassifier(), X_train, X_test, y_train, y_test)
rf.train()
print(rf.report())
# %% 6
sv = Trainer(SVC(), X_train, X_test, y_train, y_test)
sv.train()
print(sv.report())
# expect
# RP203 2:10
