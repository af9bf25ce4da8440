# The model learns from the training part and is scored on all rows.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier
from sklearn.metrics import accuracy_score
k = pd.read_csv("kyphosis.csv")
X = k.drop("Kyphosis", axis=1); y = k["Kyphosis"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3)
dtree = DecisionTreeClassifier()
dtree.fit(X_train, y_train)
pred = dtree.predict(X)
print(accuracy_score(y, pred))
# expect
# RP202 1:11
