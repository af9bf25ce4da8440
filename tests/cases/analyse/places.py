# Offsets count characters, not bytes; two statements on one line; decorators belong to their function.

# %%
größe = 1; länge = "äöü"  # naïve
@staticmethod
def f(ß=größe):
    return ß
größe + 2;

# expect
# 1:1 text größe = 1
# 1:1.1 text länge = "äöü"
# 1:2 text @staticmethod|def f(ß=größe):|    return ß
# 1:5 text größe + 2
# 1:5 shown no
# 1:2 reads größe
