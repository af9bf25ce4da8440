# Tables that were shown hold the data of people; card and identity numbers have right check digits.
# %% ran=1
print("customers")
#| out:    name   email
#| out: 0  Ann    ann.miller@gmail.com
#| out: 1  Bob    bob@posteo.de
# %% ran=2
print("phones")
#| out: call +33 1 23 45 67 89 or (212) 736-5000
# %% ran=3
print("cards")
#| out: 4539 1488 0343 6467
# %% ran=4
print("ids")
#| out: 219-09-9999 and 529.982.247-25
# %% ran=5
print("account")
#| out: DE89 3704 0044 0532 0130 00
# expect
# RP702 1:1
# RP702 2:1
# RP702 3:1
# RP702 4:1
# RP702 5:1
