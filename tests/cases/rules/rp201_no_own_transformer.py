# The same transformer inside a Pipeline takes them from the training rows.
# %% 1
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import Pipeline
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
class Filler(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.means_ = X.mean()
        return self
    def transform(self, X):
        return X.fillna(self.means_)
df = pd.read_csv("hepatitis.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="die"), df["die"], random_state=0)
pipe = Pipeline([("fill", Filler()), ("rf", RandomForestClassifier())])
pipe.fit(X_train, y_train)
print(pipe.score(X_test, y_test))
# expect
# quiet RP201 RP208
