# %% [markdown]
# The same import stands in two cells, and one alias means two modules in turn.

# %%
import json
import statistics as st

# %%
text = json.dumps({"n": 1})
centre = st.median([5, 1, 9])

# %%
import json
import string as st

# %%
back = json.loads(text)
digits = st.digits[:3]

# holds: back == {"n": 1}
# holds: centre == 5 and digits == "012"
# expect: equal
