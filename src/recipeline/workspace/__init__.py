"""The only layer that writes into the user's folders, and the orchestration of a whole conversion."""
