# A function may use what is defined below it, as long as it is called later; builtins and IPython's names are known.
# %% 1
def f(x):
    return x + offset
# %% 2
offset = 2
display(f(3))
part = [1]
print(len(part), _)
del part
# expect
# quiet RP101 RP102 RP103
