# What a block prints into a buffer is a value: its prints stay prints, and those of the functions that it may call.

# %% 1
import contextlib
import io
def greet(name):
    print("hello", name)
# %% 2
with contextlib.redirect_stdout(io.StringIO()) as noise:
    print("lots of output")
    greet("you")
heard = noise.getvalue()
# %% 3
print("heard", heard)

# expect print("lots of output")
# expect print("hello", name)
# never logger.info("lots
# never logger.info("hello
