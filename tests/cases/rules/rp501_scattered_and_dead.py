# Late imports, an import twice, code in comments, code below a return, below exit() and under `if False`.
# %% 1
import pandas as pd
# %% 2
orders = pd.read_csv("orders.csv")
# orders = orders.dropna()
# orders.head()
# %% 3
import os
import pandas as pd
print(os.getcwd())
# %% 4
from sklearn.svm import SVC
def fit(rows):
    return SVC().fit(rows, rows)
    print("never")
# %% 5
if False:
    fit(orders)
# %% 6
exit()
# %% 7
fit(orders)
# expect
# RP501 3:1
# RP502 3:2
# RP511 2:2
# RP513 4:4
# RP513 5:1
# RP513 6:1
# quiet RP506 RP507
