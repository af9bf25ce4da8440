# %% [markdown]
# Statements on a database have no outputs in Python, and their order decides the result.

# %%
import sqlite3
db = sqlite3.connect("shop.db")
db.execute("drop table if exists item")
db.execute("create table item (name text, n integer)")

# %%
db.execute("insert into item values ('pen', 10)")
db.execute("insert into item values ('ink', 3)")

# %%
db.execute("update item set n = n * 2 where name = 'pen'")

# %%
db.execute("update item set n = n + 1")
db.commit()

# %%
stock = db.execute("select name, n from item order by name").fetchall()
db.close()

# holds: stock == [("ink", 4), ("pen", 21)]
# expect: equal
