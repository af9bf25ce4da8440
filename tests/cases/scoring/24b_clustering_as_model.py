# The clustering itself is the model.
# expect: proved

# %%
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["age"] = df["age"].fillna(40)
df["income"] = df["income"].fillna(2500)
X = StandardScaler().fit_transform(df[["age", "income", "spent"]])
kmeans = KMeans(n_clusters=4, n_init=10, random_state=0).fit(X)
df["cluster"] = kmeans.labels_
# %%
print(df.groupby("cluster")["spent"].mean())
labels = kmeans.predict(X)
