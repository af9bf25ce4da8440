# `exec` may bind any name from where it stands, but none that was needed above it.
# %% 1
print(total)
print(rate)
# %% 2
total = 3
exec(open("more.py").read())
# %% 3
print(anything)
# expect
# RP101 1:1
# RP102 1:2
