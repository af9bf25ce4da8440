# A second literal for the same name becomes a second key; which one counts depends on the place.

# %% 1
cutoff = 0.3
kept = [x for x in [0.1, 0.5] if x > cutoff]
# %% 2
cutoff = 0.7
rest = [x for x in [0.1, 0.9] if x > cutoff]

# expect cutoff: 0.3
# expect cutoff_2: 0.7
# expect cutoff = config.preprocessing.cutoff_2
