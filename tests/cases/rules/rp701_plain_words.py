# A password may be a plain word, at an assignment and in a call.
# %% 1
import psycopg2
db_password = "correcthorsebattery"
connection = psycopg2.connect(host="db.example.org", user="ann", password="sesamopen")
# expect
# RP701 1:2
# RP701 1:3
