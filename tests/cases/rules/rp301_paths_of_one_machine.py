# Paths of one person, one service, one moment; a file that lies elsewhere; a query with a value in it.
# files: data/sales.csv notes.txt
# %% 1
import pandas as pd
a = pd.read_csv("/home/ann/sales.csv")
b = pd.read_csv("/content/drive/MyDrive/sales.csv")
c = pd.read_csv("sales.csv")
city = "Rome"
query = f"SELECT * FROM orders WHERE city = '{city}'"
# expect
# RP301 1:2
# RP303 1:3
# RP302 1:4
# RP307 1:6
