# A function compares models and gives back the fitted best one.
# expect: proved

# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def compare(models, X_train, X_test, y_train, y_test):
    rows, fitted = [], {}
    for name, model in models.items():
        model.fit(X_train, y_train)
        fitted[name] = model
        rows.append((name, mean_absolute_error(y_test, model.predict(X_test))))
    table = pd.DataFrame(rows, columns=["model", "mae"]).sort_values("mae")
    return table, fitted[table.iloc[0]["model"]]
# %%
df = pd.read_csv("customers.csv")
df["joined"] = pd.to_datetime(df["joined"])
df["tenure"] = (pd.Timestamp("2024-01-01") - df["joined"]).dt.days
df["age"] = df["age"].fillna(df["age"].median())
df["income"] = df["income"].fillna(df["income"].median())
X = df[["age", "income", "visits", "spent", "tenure"]]
y = df["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
table, best = compare({"linear": LinearRegression(), "forest": RandomForestRegressor(n_estimators=20, random_state=0), "boosting": GradientBoostingRegressor(n_estimators=30, random_state=0)}, X_train, X_test, y_train, y_test)
print(table)
pred = best.predict(X_test)
