# A small network on scaled columns.
# expect: proved

# %%
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = df[["age", "income", "visits", "spent"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
sc = MinMaxScaler().fit(X_train)
net = MLPClassifier((8,), max_iter=200, random_state=0)
net.fit(sc.transform(X_train), y_train)
# %%
pred = net.predict(sc.transform(X_test))
print(accuracy_score(y_test, pred))
