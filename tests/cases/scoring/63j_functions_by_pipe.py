# Cleaning by pipe, functions with options.
# expect: proved

# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split


def drop_columns(df, columns):
    return df.drop(columns=columns)


def fill_with_median(df, columns):
    df = df.copy()
    for c in columns:
        df[c] = df[c].fillna(df[c].median())
    return df


def one_hot(df, columns, drop_first=True):
    return pd.get_dummies(df, columns=columns, drop_first=drop_first, dtype=int)
# %%
raw = pd.read_csv("customers.csv")
data = (
    raw.pipe(drop_columns, ["customer", "review", "joined", "left", "job"])
    .pipe(fill_with_median, ["age", "income"])
    .pipe(one_hot, ["city", "plan"])
)
X, y = data.drop(columns="price"), data["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=1)
model = Ridge()
model.fit(X_train, y_train)
print(r2_score(y_test, model.predict(X_test)))
