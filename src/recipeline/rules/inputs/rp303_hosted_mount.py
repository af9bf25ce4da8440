"""RP303: the notebook reads from a mount of Colab, Kaggle or Databricks.

Why it matters: the path exists only inside that service.
What to do: name the folder in a setting, with the service's path as one of its values.

Wrong::

    df = pd.read_csv("/content/drive/MyDrive/sales.csv")

Right::

    df = pd.read_csv(config.ingestion.sales_path)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from recipeline.model.finding import Finding
from recipeline.rules.rule import Rule
from recipeline.rules.subject import Subject, place

MOUNTS = (
    ("/content/", "Colab"), ("/kaggle/", "Kaggle"), ("../input/", "Kaggle"), ("/gdrive/", "Colab"), ("/dbfs/", "Databricks"),
    ("dbfs:/", "Databricks"), ("drive/My", "Colab"),
)  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    """Paths inside a hosted service, and the calls that mount one."""
    for statement, node in subject.pairs():
        if any(one.module.startswith("google.colab") for one in statement.imports):
            hint = "Remove it for production, and read from a path that a setting names."
            yield Finding("RP303", place(statement), "`google.colab` exists only inside Colab", hint)
        for inner in subject.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                service = next((name for start, name in MOUNTS if inner.value.startswith(start)), None)
                if service is not None:
                    message = f"`{inner.value[:80]}` exists only inside {service}"
                    yield Finding("RP303", place(statement, inner), message, "Name the folder in a setting.")


RULE = Rule(code="RP303", name="hosted-mount", severity="warning", check=check)
