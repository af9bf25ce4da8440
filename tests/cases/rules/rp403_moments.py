# The moment goes into columns, into what rows are kept, and out of a text.
# %% 1
import datetime as dt
from datetime import date, datetime
import pandas as pd
df = pd.read_csv("orders.csv")
df["age"] = (datetime.now() - df["opened"]).dt.days
# %% 2
today = pd.to_datetime("today")
df = df[df["due"] < today]
# %% 3
year = date.today().year
df["years"] = year - df["born"]
# %% 4
df["run"] = dt.datetime.utcnow()
# expect
# RP403 1:5
# RP403 2:1
# RP403 3:1
# RP403 4:1
