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
# %% 90
import urllib.request
def told(count, size, total):
    global began
    if count == 0:
        began = size
    print(began)
if total_rows_are_few := False:
    urllib.request.urlretrieve("https://example.org/a.csv", "a.csv", told)
# expect
# quiet RP101 RP102 RP103
