# Columns are chosen by their correlation with the target over all rows; a city gets the mean of its targets.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
homes = pd.read_csv("homes.csv")
strong = homes.corr()["price"].nlargest(5).index
homes["city_price"] = homes["city"].map(homes.groupby("city")["price"].mean())
chosen = homes[strong]
a, b, c, d = train_test_split(chosen, homes["price"])
# expect
# RP201 1:5
# RP201 1:4
