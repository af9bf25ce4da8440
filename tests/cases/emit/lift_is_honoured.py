# Another literal becomes a key because the user asked for it.

# %% 1
values = [x * 2.5 for x in [1, 2]]

# choose lift={"1:1 2.5": "preprocessing.factor"}
# expect factor: 2.5
# expect x * factor
