# %% [markdown]
# Nobody can read the names out of a text that is computed: equal, or said in plain words.

# %%
for year in (2020, 2021):
    globals()[f"sales_{year}"] = year * 2
exec(f"margin = {1 + 1}")

# %%
growth = sales_2021 - sales_2020 + margin

# holds: growth == 4
# expect: equal-or-refused
