# Relative paths that are there, files that the notebook made itself, addresses and fixed queries are fine.
# files: data/sales.csv
# %% 1
import pandas as pd
df = pd.read_csv("data/sales.csv")
df.to_csv("clean.csv")
again = pd.read_csv("clean.csv")
web = pd.read_csv("https://example.org/a.csv")
query = "SELECT * FROM orders WHERE city = :city"
label = f"select {len(df)} rows"
# expect
# quiet RP301 RP302 RP303 RP307
