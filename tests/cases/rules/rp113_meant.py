# An error that is shown on purpose, and one run that a person stopped.
# %% 1 ran=1 tags=raises-exception
1 / 0
#| error: ZeroDivisionError
# %% 2 ran=2
while True:
    pass
#| error: KeyboardInterrupt
# expect
# quiet RP113
