# Words under such names that are no password: fields of forms, columns, kinds, paths, placeholders.
# %% 1
import os
field = entry("Password", type="password")
password = "password"
password_column = "customer"
token = "Survived"
token_kind = "bearer"
pwd = "/home/ann/work"
passwd = "changeme"
password = os.environ["DB_PASSWORD"]
schema = {"password": "string", "secret": "varchar"}
# expect
# quiet RP701
