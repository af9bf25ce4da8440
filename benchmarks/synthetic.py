"""Notebooks of any length, of the kind that people write: frames, functions, loops, plots, aliases."""

from __future__ import annotations

import json
from pathlib import Path

KINDS = (
    "import numpy as np\nimport pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n",
    "df_{n} = pd.read_csv('data_{n}.csv')\ndf_{n}.columns = [c.lower() for c in df_{n}.columns]\ndf_{n}.head()\n",
    "df_{n}['ratio'] = df_{n}['a'] / df_{n}['b'].replace(0, np.nan)\n"
    "df_{n} = df_{n}.dropna(subset=['ratio'])\nother_{n} = df_{n}\n",
    "def clean_{n}(frame, limit=10):\n    frame = frame[frame['a'] < limit]\n    for name in ['a', 'b']:\n"
    "        frame[name] = frame[name].fillna(frame[name].median())\n    return frame\n",
    "other_{n} = clean_{n}(df_{n}, limit=100)\nother_{n}.drop(columns='b', inplace=True)\n",
    "for column in ['a', 'ratio']:\n    print(column, other_{n}[column].mean())\ntotal_{n} = sum(other_{n}['a'])\n",
    "X_{n} = other_{n}[['a', 'ratio']]\ny_{n} = (other_{n}['a'] > 3).astype(int)\n"
    "model_{n} = LogisticRegression(C=0.5).fit(X_{n}, y_{n})\n",
    "score_{n} = model_{n}.score(X_{n}, y_{n})\nresults[{n}] = score_{n} if score_{n} > 0.5 else None\nscore_{n}\n",
)


def cell_sources(cells: int) -> list[str]:
    """Give the sources of so many code cells; names are new in each round of kinds."""
    sources = ["results = {}\n"]
    while len(sources) < cells:
        number, kind = divmod(len(sources) - 1, len(KINDS))
        sources.append(KINDS[kind].replace("{n}", str(number)))
    return sources[:cells]


def write_notebook(path: Path, cells: int) -> Path:
    """Write such a notebook as .ipynb."""
    code = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate(cell_sources(cells))
    ]
    document = {"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
