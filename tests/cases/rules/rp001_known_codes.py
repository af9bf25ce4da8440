# A code that exists may be left out, and other tools' comments and tags are none of our business.
# %% ran=1 tags=ignore-RP001,ignore-me,skip
import pandas as pd  # noqa: F401
# %% ran=2
orders = pd.read_csv("orders.csv")  # recipeline: ignore[RP001]
# expect
# quiet RP001
