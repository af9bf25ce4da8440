# Whoever holds an instance can run its methods, so it needs what they read.

# %%
import math
scale = 2
class Meter:
    def __init__(self, start):
        self.values = [start]
    def add(self, value):
        self.values.append(value * scale)
        return self
    @property
    def total(self):
        return math.fsum(self.values)
# %%
meter = Meter(1)
same = meter
same.add(4)
# %%
total = meter.total

# expect
# 2:3 mutates same
# 2:3 through meter
# def Meter reads math scale
# slice total: 1:1 1:2 1:3 2:1 2:2 2:3 3:1
