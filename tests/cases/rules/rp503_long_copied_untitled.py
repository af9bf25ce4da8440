# A cell of thirty statements, a cell copied under other names, an import for nothing, no heading, an install, a broken cell.
# %% 1
import os
!pip install xgboost
# %% 2
a = 1
b = a + 2
c = b * 3
d = [c]
e = sum(d)
# %% 3
v = 1
w = v + 2
x = w * 3
y = [x]
z = sum(y)
# %% 4
s0 = 0
s1 = 1
s2 = 2
s3 = 3
s4 = 4
s5 = 5
s6 = 6
s7 = 7
s8 = 8
s9 = 9
s10 = 10
s11 = 11
s12 = 12
s13 = 13
s14 = 14
s15 = 15
s16 = 16
s17 = 17
s18 = 18
s19 = 19
s20 = 20
s21 = 21
s22 = 22
s23 = 23
s24 = 24
s25 = 25
s26 = 26
s27 = 27
s28 = 28
s29 = 29
s30 = 30
# %% 5
print "done"
# %% 6
g = 1
# %% 7
h = 2
# expect
# RP512 1:1
# RP805 1:2
# RP901 1:2
# RP505 3:1
# RP504 4:1
# RP903 5:1
