"""The nouns that every layer shares. Frozen values; no behaviour beyond text and order."""
