# Clusters of the training part name rows of the training part: nothing was learned from the rows that the slices kept apart.
# %% 1
import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
X, y = load_digits(return_X_y=True)
X_train, y_train = X[:1400], y[:1400]
X_test, y_test = X[1400:], y[1400:]
# %% 2
kmeans = KMeans(n_clusters=50, random_state=0)
distances = kmeans.fit_transform(X_train)
nearest = distances[np.arange(len(X_train)), kmeans.labels_]
kept = X_train[nearest < 3]
model = LogisticRegression().fit(kept, y_train[nearest < 3])
model.score(X_test, y_test)
# expect
# quiet RP201 RP202 RP203
