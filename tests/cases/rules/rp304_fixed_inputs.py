# Commits, tags and dated addresses; files that are asked for, brought up to date or written first; types that are told.
# files: orders.csv
# %% 1
import io
import os
import pandas as pd
a = pd.read_csv("https://raw.githubusercontent.com/acme/data/4f2c1ab0e6d95f17a3b8c2d40e9f6a7b81c5d3e2/orders.csv", dtype=str)
b = pd.read_csv("https://raw.githubusercontent.com/acme/data/v1.2.0/orders.csv", dtype=str)
c = pd.read_csv("https://acme.org/2024-01/orders.csv", dtype=str)
f = pd.read_csv("orders.csv").astype({"id": "string"})
g = pd.read_csv(io.StringIO("a,b"))
logo = "https://raw.githubusercontent.com/acme/data/main/logo.png"
# %% 2
if os.path.exists("cache.csv"):
    orders = pd.read_csv("cache.csv", dtype={"id": "string"})
else:
    orders = pd.read_csv("orders.csv", parse_dates=["day"])
# %% 3
orders.to_csv("cache.csv")
orders.to_csv("out.csv")
again = pd.read_csv("out.csv", dtype=str)
with open("log.txt", "r+") as log:
    log.write("done")
# expect
# quiet RP302 RP304 RP305 RP306
