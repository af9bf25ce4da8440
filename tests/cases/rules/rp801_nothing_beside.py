# Two packages, a module of its own, and no file that names releases.
# files: helpers.py data/orders.csv
# %% 1
import os
import helpers
import pandas as pd
from sklearn.svm import SVC
# expect
# RP801 1:3
