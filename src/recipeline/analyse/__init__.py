"""Static analysis, statement by statement: what each defines, uses, changes and touches. Pure; runs nothing.

    analyse(notebook)             # Analysis: statements, edges between them, definitions
    slice_for(analysis, "X")      # the statements that make X

How it works: `driver` walks the cells once with `statements` (over `expressions`, `calls`, `effects`, `definitions`,
`walk`), which keeps for each name the abstract objects (`objects`) it may stand for. `edges` and `state` link each statement
to those it depends on; `stages` names its stage; `facts` holds what is known of libraries.
"""

from recipeline.analyse.driver import analyse
from recipeline.analyse.slices import slice_for

__all__ = ["analyse", "slice_for"]
