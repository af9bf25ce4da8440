# %% [markdown]
# A method reads a global that is set after the class, and the class moves to a module.

# %%
class Meter:
    def __init__(self, start):
        self.value = start

    def advance(self, km):
        self.value += km * FACTOR
        return self

# %%
FACTOR = 1.5
meter = Meter(100).advance(10)
reading = meter.value

# %%
FACTOR = 3
reading_2 = Meter(100).advance(10).value

# holds: reading == 115.0
# holds: reading_2 == 130
# expect: equal
