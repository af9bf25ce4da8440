# The global is read when the function is called, so the value that counts is the one before the call.

# %% 1
b = sum([1])
def f(a):
    return a - b
# %% 2
b = sum([10])
# %% 3
y = f(15)

# expect f(15, b=b)
