"""What a generated project runs on: settings, reports, and the comparison that proves it equal to its notebook.

Copied verbatim into projects as `<package>/runtime/`. Needs the standard library; PyYAML where a config file is read.
Libraries such as pandas are used only when the program that calls us has loaded them already.
"""
