# The path is an example of a text that is taken apart; nothing is read or written there.
# %% 1
import os
full_path = "/home/user/data/project/data.csv"
directory, name = os.path.split(full_path)
print(os.path.join(directory, "new.csv"))
# expect
# quiet RP301
