# How long it took, and when it ran: no value of the data depends on it. Other functions end in "now" or "today" too.
# %% 1
import time
from datetime import datetime
import pandas as pd
from calendar_of_the_firm import is_today
df = pd.read_csv("orders.csv")
began = datetime.now()
# %% 2
total = df["amount"].sum()
took = datetime.now() - began
print(took.total_seconds())
# %% 3
clock = time.time()
df["open"] = df["day"].map(is_today)
day = pd.to_datetime("2024-05-01")
stamp = datetime.now()
print(stamp)
# expect
# quiet RP403
