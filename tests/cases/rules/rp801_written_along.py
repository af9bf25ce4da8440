# `%%capture` with a name brings a module of its own along: nobody installs it.
# files: data/orders.csv
# %% 1
%%capture told
print("rows:", 3)
# %% 2
print(told.stdout)
# expect
# quiet RP801
