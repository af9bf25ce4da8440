# Structural literals (0, 1, an axis) are no choices: lifting them would bury the config in noise.

# %% 1
import pandas as pd
frame = pd.DataFrame({"a": [1, 2]})
total = frame.sum(axis=1)
first = total.iloc[0]

# expect frame.sum(axis=1)
# expect total.iloc[0]
# never axis: int
