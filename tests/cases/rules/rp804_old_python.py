# Python 3.7 has had no security fixes for years.
# python: 3.7.4
# %% ran=1
total = 1
# expect
# RP804 1:1
