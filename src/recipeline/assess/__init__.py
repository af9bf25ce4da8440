"""What a notebook really does, and what stands between it and production: one document. Pure; runs nothing.

    assessment(notebook, analysis, files)     # the document of `recipeline assess --json`, for one notebook

`purpose` tells essential statements from exploratory ones, `inventory` lists inputs and outputs, `execution` says whether it runs from
top to bottom, `score_card` judges the six phases, `document` puts all together. `terminal`, `markdown`, `sarif` and `html` show it.
"""

from recipeline.assess.document import assessment

__all__ = ["assessment"]
