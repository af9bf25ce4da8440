# Side effects on a database keep their order, through whatever name the connection has.

# %%
import sqlite3
con = sqlite3.connect(":memory:")
cur = con.cursor()
cur.execute("create table t (a int)")
# %%
con.execute("insert into t values (3)")
con.commit()
# %%
rows = con.execute("select a from t").fetchall()

# expect
# 1:4 mutates cur
# 1:4 through con
# slice rows: 1:1 1:2 1:3 1:4 2:1 2:2 3:1
