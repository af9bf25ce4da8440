# Addresses without a token, with a placeholder, or with the token in a header.
# %% 1
import os
import requests
key = os.environ["KEY"]
page = 3
requests.get(f"https://api.example.org/v1/orders?page={page}", headers={"Authorization": f"Bearer {key}"})
requests.get("https://api.example.org/v1/orders?api_key=<your key>")
requests.get("https://api.example.org:8080/v1/orders?keyword=token")
text = "see ?token=" + key
time = f"10:30@{page}"
# expect
# quiet RP707
