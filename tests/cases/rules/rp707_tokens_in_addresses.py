# Tokens put into query strings and passwords put before the host, fixed or at run time.
# %% 1
import os
import requests
key = os.environ["KEY"]
requests.get(f"https://api.example.org/v1/orders?api_key={key}&page=2")
requests.get("https://api.example.org/v1/orders?page=2&access_token=" + key)
requests.get("https://api.example.org/v1?token={}".format(key))
engine = f"postgresql://user:{key}@db.example.org/sales"
requests.get("https://api.example.org/v1?api_key=%s" % key)
# expect
# RP707 1:4
# RP707 1:5
# RP707 1:6
# RP707 1:7
# RP707 1:8
