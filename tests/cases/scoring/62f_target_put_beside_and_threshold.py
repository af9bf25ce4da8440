# The data set as a table with the target beside.
# expect: proved

# %%
import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
data = load_breast_cancer()
df = pd.DataFrame(data.data, columns=data.feature_names)
df["target"] = data.target
# %%
corr = df.corr()["target"].abs().sort_values(ascending=False)
cols = corr[1:11].index
X = df[cols]
y = df["target"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
clf = make_pipeline(StandardScaler(), LogisticRegression())
clf.fit(X_train, y_train)
proba = clf.predict_proba(X_test)[:, 1]
threshold = 0.4
y_hat = (proba >= threshold).astype(int)
print((y_hat == y_test).mean())
