"""Which definitions remember from one call to the next: those may not move to a module.

Must not change: what remembers is found, else a second run of a line starts where the first ended; what only reads
is left alone, else every class would stay inside a function.
"""

from __future__ import annotations

import pytest
from percent import notebook

from recipeline.analyse import analyse
from recipeline.plan.evidence import Evidence

REMEMBERS = {
    "list_on_class": "class C:\n    xs = []\n    def put(self, x):\n        self.xs.append(x)",
    "dict_on_class": "class C:\n    seen = {}\n    def put(self, x):\n        self.seen[x] = 1",
    "counter_through_cls": "class C:\n    n = 0\n    @classmethod\n    def more(cls):\n        cls.n += 1",
    "counter_through_type": "class C:\n    n = 0\n    def __init__(self):\n        type(self).n += 1",
    "counter_by_name": "class C:\n    n = 0\n    def __init__(self):\n        C.n += 1",
    "changed_from_outside": "class C:\n    xs = []\n# %%\nC.xs.append(1)",
    "mutable_default": "def C(x, into=[]):\n    into.append(x)\n    return into",
    "attribute_of_function": "def C(x):\n    C.calls = x\n    return x",
}
FORGETS = {
    "constant_on_class": "class C:\n    rate = 0.5\n    def put(self, x):\n        return x * self.rate",
    "list_only_read": "class C:\n    names = ['a']\n    def first(self):\n        return self.names[0]",
    "attribute_of_instance": "class C:\n    def __init__(self):\n        self.n = 0\n    def more(self):\n        self.n += 1",
    "plain_default": "def C(x, n=3):\n    return x + n",
    "list_default_only_read": "def C(x, names=['a']):\n    return x in names",
}


def remembering(text: str) -> frozenset[str]:
    """What the planner finds in a notebook of these cells."""
    book = notebook("# %%\n" + text + "\n")
    return Evidence(book, analyse(book), None).remembering


@pytest.mark.parametrize("text", REMEMBERS.values(), ids=REMEMBERS)
def test_memory_is_found(text: str) -> None:
    """State on a module would survive the run."""
    assert remembering(text) == {"C"}


@pytest.mark.parametrize("text", FORGETS.values(), ids=FORGETS)
def test_plain_definitions_may_move(text: str) -> None:
    """A definition that only reads is the same wherever it stands."""
    assert remembering(text) == frozenset()
