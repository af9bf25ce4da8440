# The notebook pins what it needs, and Python's own modules need no pin.
# files: data/orders.csv
# %% 1
!pip install pandas==3.1.1 scikit-learn==1.9.1
import os
import pandas as pd
from sklearn.svm import SVC
# expect
# quiet RP801
