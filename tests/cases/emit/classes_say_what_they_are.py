# What makes an object of a notebook's class says so, and __init__ needs no docstring.

# %% 1
class WaterLevel:
    def __init__(self, height):
        self.height = height

    def rise(self, by):
        return WaterLevel(self.height + by)
# %% 2
low = WaterLevel(3)

# expect """WaterLevel: notebook cell 1."""
# never """Init."""
# never Waterlevel
# expect low = create_low()
