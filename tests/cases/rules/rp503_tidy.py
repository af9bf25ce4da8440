# Headings, small cells, used imports, pinned installs: nothing to say.
# %% [markdown]
# # Sales
# %% 1
import os
!pip install xgboost==3.2.0
%matplotlib inline
# %% 2
print(os.getcwd())
# expect
# quiet RP503 RP504 RP505 RP512 RP805 RP903
