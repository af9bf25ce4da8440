# A notebook that was run from top to bottom in one go is what we ask for; a cell of comments has no count.
# %% ran=1
a = 1
# %% ran=2
b = a
# %%
# nothing here yet
# expect
# quiet RP104 RP105 RP106
