# Imports stand at the top of the modules that use them; one that nothing uses is gone.

# %% 1
import os
import json
text = json.dumps([max([1])])

# expect import json
# never import os
