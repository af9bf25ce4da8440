# Magics that only concern the display are no news.
# %% 1
%matplotlib inline
a = 1
# expect
# quiet RP901
