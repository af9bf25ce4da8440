# The author's comments go where the code goes, also those above a statement that was dropped.

# %% 1
# the export has one row per customer
rows = [3, 1, 2]
# biggest first
rows.sort(reverse=True)  # in place
# only a look
print(rows)
best = rows[:2]

# expect # the export has one row per customer
# expect # biggest first
# expect rows.sort(reverse=True)  # in place
