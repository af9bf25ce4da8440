# A value derived from a lifted one is computed from the config, so that overriding the key changes it too.

# %% 1
rows = 40
half = rows // 2
# %% 2
picked = list(range(half))

# expect rows: 40
# expect half = rows // 2
# expect rows=config.
