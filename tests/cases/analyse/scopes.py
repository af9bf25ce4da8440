# Comprehension variables stay inside, a walrus leaks, a class body has its own names, an exception's name is gone.

# %%
x = 10
data = [1, 2, 3]
squares = [x * x for x in data if (last := x)]
class Box:
    y = x
    z = [y for y in data]
try:
    1 / 0
except ZeroDivisionError as error:
    text = str(error)
f"{x:>{data[0]}}"
# %%
for i, row in enumerate(data):
    pass
with open("f.txt", "w") as handle:
    handle.write("a")
del x
x = i
(lambda k=row: k + x)()

# expect
# 1:3 binds last squares
# 1:3 sure squares
# 1:3 reads data
# 1:4 binds Box
# 1:4 reads data x
# 1:7 binds text
# 1:7 sure
# 1:11 reads data x
# 1:11 shown yes
# 2:1 binds i row
# 2:1 sure
# 2:3 sure handle
# 2:5 deletes x
# 2:7 reads row x
# 2:3 effects file-write=f.txt
# slice squares: 1:2 1:3
