"""Reads a notebook from disk into plain Python cells. The only layer below `workspace` that opens files."""

from recipeline.read.notebook import read_notebook

__all__ = ["read_notebook"]
