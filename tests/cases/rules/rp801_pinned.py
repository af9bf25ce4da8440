# Releases stand in a file above the notebook.
# files: ../requirements.txt
# %% 1
import pandas as pd
# expect
# quiet RP801
