# A class does every step; the notebook calls its methods.
# expect: blocked: class `Churn`|give back the model

# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


class Churn:
    def __init__(self, path):
        self.path = path

    def load(self):
        self.df = pd.read_csv(self.path)

    def prepare(self):
        self.df["age"] = self.df["age"].fillna(self.df["age"].mean())
        self.df["income"] = self.df["income"].fillna(self.df["income"].mean())
        X = self.df[["age", "income", "visits"]]
        y = self.df["left"]
        self.X_train, self.X_test, self.y_train, self.y_test = train_test_split(X, y, random_state=0)

    def train(self):
        self.scaler = StandardScaler().fit(self.X_train)
        self.model = LogisticRegression().fit(self.scaler.transform(self.X_train), self.y_train)

    def evaluate(self):
        return accuracy_score(self.y_test, self.model.predict(self.scaler.transform(self.X_test)))
# %%
churn = Churn("customers.csv")
churn.load()
churn.prepare()
churn.train()
print(churn.evaluate())
