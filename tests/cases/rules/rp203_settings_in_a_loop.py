# The number of neighbours is chosen by the test rows, through a function of the notebook.
# %% 1
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split
people = pd.read_csv("people.csv")
train_x, test_x, train_y, test_y = train_test_split(people.drop(columns="ill"), people["ill"])
# %% 2
def rate(model):
    model.fit(train_x, train_y)
    return model.score(test_x, test_y)
results = []
for k in range(1, 20):
    results.append(rate(KNeighborsClassifier(k)))
# expect
# RP203 2:3
