# The lines of a string are its value: indenting the function must not change it.

# %% 1
def note(n):
    return f"""n:
{n}
end"""
# %% 2
text = """one
two"""
shown = note(len(text))

# expect text = """one two"""
