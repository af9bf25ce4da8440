# Seeds are passed, the listing is sorted, the clock only measures.
# %% 1
import glob
from datetime import datetime
from sklearn.model_selection import train_test_split
began = datetime.now()
files = sorted(glob.glob("data/*.csv"))
a, b = train_test_split(files, random_state=0)
c, d = train_test_split(files, shuffle=False)
print(began)
# expect
# quiet RP401 RP402 RP403 RP404
