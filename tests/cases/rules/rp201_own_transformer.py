# A transformer of the notebook itself takes means of all rows before they are split.
# %% 1
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
class Filler(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.means_ = X.mean()
        return self
    def transform(self, X):
        return X.fillna(self.means_)
df = pd.read_csv("hepatitis.csv")
X = Filler().fit_transform(df.drop(columns="die"))
X_train, X_test, y_train, y_test = train_test_split(X, df["die"], random_state=0)
rf = RandomForestClassifier().fit(X_train, y_train)
print(rf.score(X_test, y_test))
# expect
# RP201 1:12
