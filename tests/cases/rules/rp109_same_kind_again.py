# A table that is cleaned, a list that becomes a table, a count that goes up and a function defined anew stay what they are.
# %% 1
import pandas as pd
orders = pd.read_csv("orders.csv")
rows = []
count = 0
def clean(df):
    return df
# %% 2
orders = orders.dropna()
rows = pd.DataFrame(rows)
count = count + 1
def clean(df):
    return df.dropna()
# expect
# quiet RP109
