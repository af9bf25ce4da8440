# An import that no cell uses becomes a dependency of production.
# %% 1
import json
import os
print(os.getcwd())
# expect
# RP503 1:1
