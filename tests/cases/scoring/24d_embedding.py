# t-SNE places all rows together and can place none later.
# expect: blocked: TSNE

# %%
from sklearn.manifold import TSNE
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
scaled = StandardScaler().fit_transform(df[["age", "income", "spent"]])
placed = TSNE(n_components=2, random_state=0, max_iter=250).fit_transform(scaled)
df["x"] = placed[:, 0]
df["y"] = placed[:, 1]
# %%
X = df[["age", "income", "x", "y"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
