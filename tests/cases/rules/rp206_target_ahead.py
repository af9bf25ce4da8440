# What is predicted may well lie ahead, and lags look back.
# %% 1
import pandas as pd
from sklearn.linear_model import Ridge
df = pd.read_csv("sales.csv")
df["tomorrow"] = df["demand"].shift(-1)
df["lag"] = df["demand"].shift(1)
df["week"] = df["demand"].rolling(7).mean()
y = df["tomorrow"]
model = Ridge()
model.fit(df[["lag", "week"]], y)
# expect
# quiet RP206
