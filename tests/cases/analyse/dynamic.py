# Code that is computed may read and bind any name, so everything before and after depends on it.

# %%
a = 1
code = "b = a + 1"
# %%
exec(code)
# %%
c = b + a

# expect
# 2:1 effects dynamic
# 2:1 uses a code
# slice c: 1:1 1:2 2:1 3:1
