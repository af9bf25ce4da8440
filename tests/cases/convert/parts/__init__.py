"""Local package that `16c_star_import_local.py` imports with a star."""

__all__ = ["DEPTH", "box", "rectangle"]

DEPTH = 2
hidden = "not exported"


def rectangle(width, height):
    return width * height


def box(width, height):
    return rectangle(width, height) * DEPTH
