# An own transformer in a pipeline, saved with joblib.
# expect: proved

# %%
import joblib
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
# %%
class Ratios(BaseEstimator, TransformerMixin):
    def __init__(self, add_share=True):
        self.add_share = add_share

    def fit(self, X, y=None):
        self.top_ = X["spent"].max()
        return self

    def transform(self, X):
        X = X.copy()
        X["per_visit"] = X["spent"] / (X["visits"] + 1)
        if self.add_share:
            X["share"] = X["spent"] / self.top_
        return X


def log_columns(X):
    return np.log1p(X)
# %%
data = pd.read_csv("customers.csv")
train_set, test_set = train_test_split(data, test_size=0.2, random_state=42)
X_train = train_set.drop("price", axis=1)
y_train = train_set["price"].copy()
num = ["age", "income", "visits", "spent", "per_visit", "share"]
cat = ["city", "plan"]
num_pipeline = Pipeline([("imputer", SimpleImputer(strategy="median")), ("log", FunctionTransformer(log_columns)), ("scaler", StandardScaler())])
full = Pipeline([("ratios", Ratios()), ("columns", ColumnTransformer([("num", num_pipeline, num), ("cat", OneHotEncoder(), cat)])), ("model", RandomForestRegressor(n_estimators=20, random_state=42))])
full.fit(X_train, y_train)
X_test = test_set.drop("price", axis=1)
final_predictions = full.predict(X_test)
print(np.sqrt(mean_squared_error(test_set["price"], final_predictions)))
joblib.dump(full, "model.joblib")
