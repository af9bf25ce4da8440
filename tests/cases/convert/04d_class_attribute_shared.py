# %% [markdown]
# A list on the class is shared by its instances, and instances are made in two cells.

# %%
class Basket:
    everything = []

    def put(self, item):
        self.everything.append(item)

# %%
Basket().put("tea")

# %%
Basket().put("milk")
contents = list(Basket.everything)

# holds: contents == ["tea", "milk"]
# expect: equal-or-refused
