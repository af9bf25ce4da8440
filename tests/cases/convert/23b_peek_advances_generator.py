# %% [markdown]
# A peek that looks droppable, `df.sample(3)`, advances the global generator, so the later draw needs it.

# %%
import numpy as np
import pandas as pd
np.random.seed(11)
df = pd.DataFrame({"v": np.arange(20)})

# %%
df.sample(3)

# %%
print(np.random.rand(2))

# %%
shuffled = df.sample(frac=1)["v"].tolist()
draw = float(np.random.rand())

# holds: (lambda r: (r.choice(20, 3, False), r.rand(2), r.choice(20, 20, False).tolist(), r.rand())[2:])(np.random.RandomState(11)) == (shuffled, draw)
# expect: equal
