# Used up in its own cell, own functions of those names, a file that is made and then read, a seed above the draws.
# %% 1
import random
import sqlite3
connection = sqlite3.connect("shop.db")
rows = connection.execute("select 1").fetchall()
def input(text):
    return text
# %% 2
year = input("2026")
open("notes.txt", "w").write(year)
# %% 3
text = open("notes.txt").read()
api_key = "your-key-here"
random.seed(1)
x = random.random()
# expect
# quiet RP902 RP904 RP905 RP906 RP907 RP908 RP909
