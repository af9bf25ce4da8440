# Customers are grouped; the groups are described.
# expect: proved

# %%
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
# %%
df = pd.read_csv("customers.csv")
data = df[["age", "income", "spent", "visits"]].dropna()
scaler = StandardScaler()
scaled = scaler.fit_transform(data)
inertia = []
for k in range(1, 8):
    km = KMeans(n_clusters=k, random_state=0, n_init=10)
    km.fit(scaled)
    inertia.append(km.inertia_)
# %%
kmeans = KMeans(n_clusters=4, random_state=0, n_init=10)
data["cluster"] = kmeans.fit_predict(scaled)
data.groupby("cluster").mean()
