# Everything is learned from the training rows, inside a pipeline, or from fixed values: nothing leaks.
# %% 1
import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import train_test_split, cross_val_score, TimeSeriesSplit
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("loans.csv")
df["income"] = df["income"].fillna(0)
print(df["income"].mean())
X, y = df.drop(columns="bad"), df["bad"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %% 2
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
model = LogisticRegression()
model.fit(X_train, y_train)
model.score(X_test, y_test)
cross_val_score(make_pipeline(StandardScaler(), model), X, y)
# %% 3
sales = pd.read_csv("sales.csv")
sales["lag"] = sales["amount"].shift(1)
early, late, y_early, y_late = train_test_split(sales[["lag"]], sales["amount"], shuffle=False)
cross_val_score(model, sales[["lag"]], sales["amount"], cv=TimeSeriesSplit())
# expect
# quiet RP201 RP202 RP205 RP208
