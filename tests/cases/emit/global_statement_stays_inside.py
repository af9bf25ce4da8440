# A function that rebinds a global cannot move: it stays where its variable is, as a closure.

# %% 1
count = sum([0])
def step():
    global count
    count += 1
# %% 2
step()
step()

# expect nonlocal count
