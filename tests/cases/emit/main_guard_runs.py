# `__name__` is "__main__" in a notebook; in a module it would not be.

# %% 1
if __name__ == "__main__":
    total = sum([1, 2])

# expect sum([1, 2])
# never __name__ == "__main__"
