# Components, and the cluster of each row as a feature.
# expect: proved

# %%
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
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
numeric = ["age", "income", "visits", "spent"]
scaled = StandardScaler().fit_transform(df[numeric])
pca = PCA(n_components=2)
parts = pca.fit_transform(scaled)
df["pc1"] = parts[:, 0]
df["pc2"] = parts[:, 1]
kmeans = KMeans(n_clusters=3, n_init=10, random_state=0)
df["cluster"] = kmeans.fit_predict(scaled)
# %%
X = df[["pc1", "pc2", "cluster", "visits"]]
y = df["left"]
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
model = DecisionTreeClassifier(max_depth=5, random_state=0)
model.fit(X_train, y_train)
# %%
pred = model.predict(X_test)
print(accuracy_score(y_test, pred))
