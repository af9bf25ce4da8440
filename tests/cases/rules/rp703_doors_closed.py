# A pickle of its own, a fixed command, methods called eval, values from the environment, placeholders.
# %% 1
import os
import joblib
import pandas as pd
joblib.dump([1], "own.joblib")
own = joblib.load("own.joblib")
df = pd.DataFrame({"a": [1]})
df = df.eval("b = a + 1")
os.system("ls")
token = os.environ["TOKEN"]
api_key = "your-key-here"
password_column = "password"
# expect
# quiet RP701 RP703 RP704 RP705 RP706
