# A pickle from outside, text run as code, a command from values, no certificates, a password by its name.
# %% 1
import os
import pickle
import requests
with open("model.pkl", "rb") as file:
    model = pickle.load(file)
value = eval("1 + 1")
name = "a.zip"
os.system(f"unzip {name}")
page = requests.get("https://example.org", verify=False)
db_password = "tr0ub4dor3and"
# expect
# RP703 1:5
# RP704 1:6
# RP705 1:8
# RP706 1:9
# RP701 1:10
