# A literal that the user wants to stay in the source stays.

# %% 1
from sklearn.cluster import KMeans
model = KMeans(n_clusters=3, random_state=0).fit([[1.0], [2.0], [3.0]])

# choose leave=("training.n_clusters",)
# expect KMeans(n_clusters=3, random_state=random_state)
