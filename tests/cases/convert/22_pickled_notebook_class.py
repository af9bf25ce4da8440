# %% [markdown]
# An object of a notebook class is pickled under `__main__`, and read again in a later cell.

# %%
import pickle

class Ruler:
    def __init__(self, unit):
        self.unit = unit

    def measure(self, n):
        return f"{n} {self.unit}"

# %%
with open("ruler.pkl", "wb") as out:
    pickle.dump(Ruler("cm"), out)

# %%
with open("ruler.pkl", "rb") as source:
    ruler = pickle.load(source)
text = ruler.measure(30)

# holds: text == "30 cm"
# expect: equal-or-refused
