# The only score is on the rows that the model was fitted on.
# %% 1
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
homes = pd.read_csv("homes.csv")
X, y = homes[["size"]], homes["price"]
# %% 2
line = LinearRegression()
line.fit(X, y)
guess = line.predict(X)
print(r2_score(y, guess))
# expect
# RP202 2:4
