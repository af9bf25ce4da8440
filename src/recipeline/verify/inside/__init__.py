"""Runs inside the notebook's own Python: calls the project's code and compares what it gives with the recorded values.

Copied to a folder of its own and started as `PYTHON -m recipeline_inside JOB.json` in a fresh process. It needs the
standard library and the project's own `runtime`, imports nothing of recipeline, and loads on Python 3.9. The result is
written after every check, so that a dying process loses nothing.
"""
