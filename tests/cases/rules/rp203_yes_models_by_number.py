# Models that a function returned together are scored one after the other by their number.
# %% 1
import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, confusion_matrix
df = pd.read_csv("diabetes.csv")
X = df.drop("Outcome", axis=1).values
y = df["Outcome"].values
X = StandardScaler().fit_transform(X)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
# %% 2
def models(X_train, Y_train):
    log = LogisticRegression(random_state=0)
    log.fit(X_train, Y_train)
    svc = SVC(kernel="rbf")
    svc.fit(X_train, Y_train)
    forest = RandomForestClassifier(n_estimators=10)
    forest.fit(X_train, Y_train)
    return log, svc, forest
# %% 3
model = models(X_train, y_train)
# %% 4
for i in range(len(model)):
    cm = confusion_matrix(y_test, model[i].predict(X_test))
    TN, TP, FN, FP = cm[0][0], cm[1][1], cm[1][0], cm[0][1]
    print(i, (TP + TN) / (TP + TN + FN + FP))
# expect
# RP203 4:2
# RP201 1:11
