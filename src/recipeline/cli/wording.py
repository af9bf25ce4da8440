"""How durations and phases are put into words, live or plain."""

from __future__ import annotations


def phase_line(name: str, seconds: float, step: str = "") -> str:
    """Give the line of one phase.

    >>> phase_line("observe", 8.13)
    'observe          8.1s'
    """
    return f"{name:<14} {spoken_seconds(seconds):>6}  {step}".rstrip()


def spoken_seconds(seconds: float) -> str:
    """Give a duration as people read it.

    >>> spoken_seconds(0.04), spoken_seconds(8.13), spoken_seconds(192)
    ('0.0s', '8.1s', '3m12s')
    """
    if seconds < 60:
        return f"{seconds:.1f}s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}m{rest:02d}s"
