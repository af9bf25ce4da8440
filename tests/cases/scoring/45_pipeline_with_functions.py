# A pipeline that holds a function of the notebook.
# expect: proved

# %%
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
import numpy as np
import pandas as pd
# %%
def logged(values):
    return np.log1p(values)
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
X = df[["age", "income", "visits", "spent", "city", "plan"]]
y = df["left"]
numeric = make_pipeline(SimpleImputer(strategy="median"), FunctionTransformer(logged), StandardScaler())
prepare = ColumnTransformer([("numeric", numeric, ["age", "income", "visits", "spent"]), ("text", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"])])
model = Pipeline([("prepare", prepare), ("model", LogisticRegression(max_iter=1000))])
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model.fit(X_train, y_train)
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
