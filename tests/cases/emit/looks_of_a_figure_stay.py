# How a drawing looks is no choice of the pipeline, and the ends of a slice say which end they are.

# %% 1
import pandas as pd
cases = pd.Series([1, 2], index=pd.to_datetime(["2020-04-18", "2020-04-19"]))
# %% 2
ax = cases["2020-04-18":"2020-09-18"].plot(alpha=0.5)

# expect plot(alpha=0.5)
# expect start: '2020-04-18'
# expect end: '2020-09-18'
# never alpha: 0.5
# never ax_date
