# A function that learns calls itself.
# expect: proved

# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split


def capped(df, columns):
    if not columns:
        return df
    first, *rest = columns
    df = df.copy()
    df[first] = df[first].clip(upper=df[first].quantile(0.95)).fillna(df[first].median())
    return capped(df, rest)
# %%
df = pd.read_csv("customers.csv")
df = capped(df, ["age", "income", "spent"])
X = df[["age", "income", "spent"]]
y = df["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = Ridge().fit(X_train, y_train)
print(model.score(X_test, y_test))
