"""Figures: by the data they draw, never by pixels or style."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..figures import axes_data, figure_data
from .verdict import Place

if TYPE_CHECKING:
    from .walk import Walk

GRIDS = ("FacetGrid", "PairGrid", "JointGrid", "ClusterGrid", "Grid")


def visit(walk: Walk, expected: Any, actual: Any, place: Place) -> bool:
    """Compare figures, axes and grids. True if `expected` is one."""
    top, name = type(expected).__module__.partition(".")[0], type(expected).__name__
    if top == "matplotlib" or _is_matplotlib(expected):
        _visit_artist(walk, expected, actual, place)
    elif top == "seaborn" and any(base.__name__ in GRIDS for base in type(expected).__mro__):
        walk.same_type(expected, actual, place)
        walk.visit(figure_data(_figure_of(expected)), figure_data(_figure_of(actual)), place)
    elif top == "plotly" and hasattr(expected, "to_plotly_json"):
        walk.same_type(expected, actual, place)
        walk.visit(expected.to_plotly_json(), actual.to_plotly_json(), place)
    elif top == "altair" and hasattr(expected, "to_dict"):
        walk.same_type(expected, actual, place)
        walk.visit(expected.to_dict(), actual.to_dict(), place)
    elif top in ("wordcloud", "yellowbrick", "shap", "graphviz") and name in ("WordCloud", "Source", "Digraph", "Graph"):
        walk.same_type(expected, actual, place)
        walk.visit(getattr(expected, "source", None) or getattr(expected, "words_", None),
                   getattr(actual, "source", None) or getattr(actual, "words_", None), place)
    else:
        return False
    return True


def _is_matplotlib(value: Any) -> bool:
    artist = sys.modules.get("matplotlib.artist")
    return artist is not None and isinstance(value, artist.Artist)


def _visit_artist(walk: Walk, expected: Any, actual: Any, place: Place) -> None:
    bases = {base.__name__ for base in type(expected).__mro__}
    if "FigureBase" in bases or "Figure" in bases:
        walk.same_type(expected, actual, place)
        walk.visit(figure_data(expected), figure_data(actual), (place, "text", "figure"))
    elif "_AxesBase" in bases:
        walk.same_type(expected, actual, place)
        walk.visit(axes_data(expected), axes_data(actual), (place, "text", "axes"))
    elif isinstance(expected, tuple) and isinstance(actual, tuple):
        walk.visit(len(expected), len(actual), (place, "text", "number of parts"))
    else:
        walk.same_type(expected, actual, place)
        walk.leave_out(place, "a part of a drawing")


def _figure_of(grid: Any) -> Any:
    return getattr(grid, "figure", None) or grid.fig
