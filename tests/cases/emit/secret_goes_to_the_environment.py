# A credential never stands in a file: it is read from the environment.

# %% 1
api_key = "q8Zt4Rw0Lm2Xv7"
header = {"Authorization": "Bearer " + api_key}

# expect secret("API_KEY")
# never q8Zt4Rw0Lm2Xv7
