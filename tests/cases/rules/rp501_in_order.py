# One late import, submodules of one package, remarks with numbers and formulas, and a branch that is a choice.
# %% 1
import os.path
import os
import xml.dom
import xml.sax
import numpy as np
# %% 2
# accuracy = 0.85
# y = a * x + b
# import libraries
# mean (over all rows)
# Note: later
a = np.ones(3)
!touch a.txt
text = """
# a = np.zeros(3)
"""
# %% 3
import json
!rm a.txt
DEBUG = False
if DEBUG:
    print(json.dumps(1), os.getcwd(), xml.dom, xml.sax)
while True:
    break
# expect
# quiet RP501 RP502 RP511 RP513
