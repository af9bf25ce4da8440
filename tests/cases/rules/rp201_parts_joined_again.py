# Components are fitted on both parts of a split, joined again for it.
# %% 1
import numpy as np, pandas as pd
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
df = pd.read_csv("a.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="y"), df["y"], random_state=0)
pca = PCA(5).fit(np.concatenate([X_train, X_test]))
s = SVC().fit(pca.transform(X_train), y_train)
print(s.score(pca.transform(X_test), y_test))
# expect
# RP201 1:7
