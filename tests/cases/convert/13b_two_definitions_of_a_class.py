# %% [markdown]
# A class is defined again, while an object of its first version lives on.

# %%
class Price:
    def show(self):
        return "v1"

# %%
keep = Price()

# %%
class Price:
    def show(self):
        return "v2"

# %%
shown = [keep.show(), Price().show()]
same_type = isinstance(keep, Price)

# holds: shown == ["v1", "v2"]
# holds: same_type is False
# expect: equal-or-refused
