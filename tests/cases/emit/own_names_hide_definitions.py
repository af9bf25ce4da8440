# A parameter or local variable that has the name of a moved function is not that function.

# %% 1
size = max([3, 4])
def circle(x):
    circle = x * size
    return circle
# %% 2
area = circle(2)

# expect circle = x * size
# expect return circle
# expect circle(2, size=size)
# never functools.partial
