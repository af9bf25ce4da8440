# %% [markdown]
# Progress of a training is printed, caught, and parsed by a function that takes the capture.

# %%
import sys


def train(rounds):
    for number in range(rounds):
        print(f"[{number}]\tloss:{1 / (number + 1):.3f}")
    return rounds * 2

# %%
%%capture output
model = train(3)
print("to the other stream", file=sys.stderr)

# %%
def losses(output):
    return [float(line.split("loss:")[1]) for line in output.stdout.strip().split("\n")]

slow = losses(output)

# %%
%%capture output

model = train(5)

# %%
print(output)
fast = losses(output)
length = len(str(output))

# holds: model == 10
# holds: slow == [1.0, 0.5, 0.333]
# holds: fast == [1.0, 0.5, 0.333, 0.25, 0.2]
# holds: length == 75
# expect: equal
