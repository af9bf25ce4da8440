# A function that assigns a global binds it wherever the function is called.

# %%
counter = 0
def count():
    global counter
    counter += 1
    return counter
# %%
first = count()
second = count()

# expect
# 2:1 binds counter first
# 2:1 sure first
# def count writes counter
# slice second: 1:1 1:2 2:1 2:2
# slice counter: 1:1 1:2 2:1 2:2
