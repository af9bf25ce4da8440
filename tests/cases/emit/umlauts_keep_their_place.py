# `ast` counts columns in bytes; an edit after an umlaut must not land beside its literal.

# %% 1
from sklearn.cluster import KMeans
größe = [[1.0], [2.0], [9.0]]
ü = KMeans(n_clusters=2, random_state=7).fit(größe)

# expect KMeans(n_clusters=n_clusters, random_state=random_state).fit(größe)
