# A supported Python.
# python: 3.13.1
# %% ran=1
total = 1
# expect
# quiet RP804
