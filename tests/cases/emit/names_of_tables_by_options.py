# Two descriptions of one table differ in what was asked for, and a column may be read as an attribute.

# %% 1
import pandas as pd
wine = pd.DataFrame({"kind": ["red", "white"], "alcohol": [9, 10]})
# %% 2
wine.describe()
# %% 3
wine.describe(include="object")
# %% 4
wine.kind.value_counts()
# %% 5
pd.Series(wine["alcohol"]).value_counts()

# expect def describe_wine(
# expect def describe_wine_object(
# expect def count_kind(
# never def count_pd(
# never describe_wine_2
