# %% [markdown]
# The generator of the standard library is seeded in one cell and drawn from in two others, one of them a function.

# %%
import random
random.seed("bakery")

# %%
def throw(n):
    return [random.randint(1, 6) for _ in range(n)]

# %%
dice = throw(5)

# %%
cards = list("abcdef")
random.shuffle(cards)
rest = random.random()

# holds: (lambda r: [r.randint(1, 6) for _ in range(5)])(__import__("random").Random("bakery")) == dice
# holds: sorted(cards) == list("abcdef") and 0 <= rest < 1
# expect: equal
