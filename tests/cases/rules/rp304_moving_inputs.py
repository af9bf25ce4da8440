# Branches, a short link and an address without a version; a file read above the cell that writes it; guessed types.
# files: orders.csv
# %% 1
import pandas as pd
a = pd.read_csv("https://raw.githubusercontent.com/acme/data/main/orders.csv")
b = pd.read_csv("https://raw.githubusercontent.com/acme/data/refs/heads/next/orders.csv")
c = pd.read_csv("https://bit.ly/orders")
d = pd.read_csv("https://acme.org/orders.csv")
e = pd.read_csv("https://acme.org/data/latest/orders.csv")
# %% 2
orders = pd.read_csv("orders.csv")
model = pd.read_csv("made.csv")
# %% 3
orders.to_csv("orders.csv")
orders.to_csv("made.csv")
# expect
# RP304 1:2
# RP304 1:3
# RP304 1:4
# RP304 1:5
# RP304 1:6
# RP305 2:1
# RP305 2:2
# RP306 1:2
