# %% [markdown]
# Cells that only append to a file must stay in their order and run exactly once.

# %%
from pathlib import Path
ledger = Path("ledger.txt")
ledger.write_text("open\n")

# %%
with ledger.open("a") as book:
    book.write("in 5\n")

# %%
with ledger.open("a") as book:
    book.write("out 2\n")

# %%
balance = 0
for line in ledger.read_text().splitlines()[1:]:
    kind, amount = line.split()
    balance += int(amount) if kind == "in" else -int(amount)
entries = len(ledger.read_text().splitlines())

# holds: (balance, entries) == (3, 3)
# expect: equal
