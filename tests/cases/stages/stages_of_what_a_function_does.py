# A function that fits and scores counts as both where it is called; one that draws is a figure, whatever it asks the model for.

# %%
import os
import shutil
import matplotlib.pyplot as plt
import numpy as np
import xgboost as xgb
from sklearn.datasets import load_wine
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.metrics import f1_score
from sklearn.svm import SVC
folder = os.path.join("out", "wine")
shutil.rmtree(folder)
depths = [2, 4]
grid = {"max_depth": depths}
def both(model):
    model.fit(X, y)
    return f1_score(y, model.predict(X))
def border(model):
    plt.contourf(model.predict(X))
def bottles():
    wine = load_wine()
    return wine.data, wine.target
# %%
X, y = bottles()
score = both(SVC())
border(SVC())
cross_val_score(GridSearchCV(SVC(), {"C": [1]}), X, y)
for size in depths:
    print(size)
for size in depths:
    score = SVC(C=size).fit(X, y).score(X, y)
rows = xgb.DMatrix(X, y)

# expect
# 1:10 stage setup
# 1:11 stage setup
# 1:13 stage setup
# 1:14 stage training
# 1:14 also evaluation
# 1:17 stage reporting
# 1:19 stage ingestion
# 2:2 stage training
# 2:2 also evaluation
# 2:3 stage reporting
# 2:4 stage evaluation
# 2:5 stage reporting
# 2:7 stage training
# 2:7 also evaluation
# 2:9 stage preprocessing
