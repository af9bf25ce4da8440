# A comment and a tag that name no rule leave out nothing, and must not seem to.
# %% ran=1 tags=ignore-RP998
import pandas as pd
# %% ran=2
orders = pd.read_csv("orders.csv")  # recipeline: ignore[RP99x, RP001]
text = "recipeline is good"  # recipeline: ignore
# expect
# RP001 1:1
# RP001 2:1
# RP001 2:2
