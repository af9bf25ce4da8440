"""recipeline turns a notebook into a production system and proves that both compute the same."""

__version__ = "0.1.0"
