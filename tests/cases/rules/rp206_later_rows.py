# A centred window and a negative shift see rows that are not there when the row must be scored.
# %% 1
import pandas as pd
from sklearn.linear_model import Ridge
df = pd.read_csv("sales.csv")
df["trend"] = df["demand"].rolling(7, center=True).mean()
df["next_price"] = df["price"].shift(-1)
X, y = df[["trend", "next_price"]], df["demand"]
model = Ridge()
model.fit(X, y)
# expect
# RP206 1:4
# RP206 1:5
