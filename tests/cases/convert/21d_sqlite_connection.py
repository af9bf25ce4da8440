# %% [markdown]
# A database in memory lives only as long as its connection, which three cells share.

# %%
import sqlite3
con = sqlite3.connect(":memory:")
con.execute("create table visit (page text, n integer)")

# %%
con.executemany("insert into visit values (?, ?)", [("home", 7), ("cart", 2), ("home", 1)])

# %%
pages = dict(con.execute("select page, sum(n) from visit group by page").fetchall())
con.close()

# %%
busiest = max(pages, key=pages.get)

# holds: pages == {"home": 8, "cart": 2}
# holds: busiest == "home"
# expect: equal
