# What a conversion treats in its own way: connections, questions, own inputs, secrets, dynamic code, draws, companions, foreign cells.
# %% 1
import random
import sqlite3
connection = sqlite3.connect("shop.db")
# %% 2
rows = connection.execute("select 1").fetchall()
year = input("Which year? ")
# %% 3
text = open("notes.txt").read()
open("notes.txt", "w").write(text)
# %% 4
api_key = "9f8c2b7e44aa91cc03d1"
exec(text)
x = random.random()
# %% 5
%%writefile tool.py
def f(x):
    return x
# %% 6
%%R
x <- 1
# %% 7
exit()
# expect
# RP902 1:3
# RP903 6:1
# RP904 2:2
# RP904 7:1
# RP905 3:2
# RP906 4:1
# RP907 4:2
# RP908 4:3
# RP909 5:1
