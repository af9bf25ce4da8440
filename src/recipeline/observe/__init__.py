"""One real run of a notebook, recorded: in its own process, its own folder and its own environment."""

from recipeline.observe.repeat import unrepeatable
from recipeline.observe.run import observe

__all__ = ["observe", "unrepeatable"]
