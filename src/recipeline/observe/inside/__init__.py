"""What runs inside the notebook's own process: standard library only, Python 3.8 or later.

`recorder.py` loads this folder under a private package name, so nothing here can be confused with a module
of the notebook. All imports are relative; nothing here imports recipeline, and pandas, numpy, matplotlib and torch are
used only if the notebook has imported them.
"""
