# Statistics of the training part are made by a function and handed to another one, for both parts.
# %% 1
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.ensemble import RandomForestRegressor
d = pd.read_csv("rent.csv")
train, test = train_test_split(d, test_size=0.2, random_state=0)
def stats(frame):
    return {"area": frame["area"].median(), "city": frame.groupby("city")["rent"].mean()}
def prepare(frame, known):
    out = frame.copy()
    out["area"] = out["area"].fillna(known["area"])
    out["city_rent"] = out["city"].map(known["city"]).fillna(known["city"].mean())
    return out[["area", "city_rent"]]
known = stats(train)
m = RandomForestRegressor(random_state=0).fit(prepare(train, known), train["rent"])
print(m.score(prepare(test, known), test["rent"]))
# expect
# quiet RP201 RP202 RP203 RP208
