# The user's name for a function wins over the generated one.
# reads telco.csv

# %% 1
import pandas as pd
df = pd.read_csv("telco.csv")

# choose rename={"load_telco": "read_customers"}
# expect def read_customers(
# expect df = read_customers(
