# A production run has no reader at a console; the message goes to the log.

# %% 1
rows = list(range(5))
print("rows:", len(rows), "of", max(rows))

# expect logger.info("rows: %s of %s", len(rows), max(rows))
# never print(
