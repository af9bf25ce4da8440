"""What is never a result: time measurements, memory addresses, caches. Facts as tables.

Sources: scikit-learn 1.7 (`cv_results_`, `cross_validate`), statsmodels 0.15 (`Summary.as_text`).
"""

from __future__ import annotations

import re
from typing import Any

TIME_MEASUREMENTS = frozenset(
    {
        "fit_time", "score_time", "mean_fit_time", "std_fit_time", "mean_score_time", "std_score_time",
        "refit_time_", "refit_time",
    }
)

# Where an object lay in memory. scikit-learn 1.9: CountVectorizer keeps the id() of its stop words.
IDENTITIES = frozenset({"_stop_words_id"})

# Filled on first use, so they say what was asked of an object and not what it is.
CACHES = frozenset({"_cache", "cache", "_item_cache", "_cacher", "_cached", "__weakref__", "_memory", "_lru_cache"})

_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_SUMMARY_CLOCK = re.compile(
    r"(Date:\s+)\w{3},? \d{1,2} \w{3} \d{4}( *)|(Date:\s+)\d{4}-\d\d-\d\d \d\d:\d\d( *)|(Time:\s+)\d\d:\d\d:\d\d( *)"
)


def is_time_measurement(name: Any) -> bool:
    """Whether a key, column or attribute holds how long something took."""
    return isinstance(name, str) and name in TIME_MEASUREMENTS


def is_cache(name: str) -> bool:
    """Whether an attribute only remembers what can be computed again, or where something lay."""
    return name in CACHES or name in IDENTITIES or name.startswith("_cache_") or name.endswith("_cache_")


def masked_text(text: str) -> str:
    """The text without memory addresses and without the clock that statsmodels prints into summaries."""
    if "0x" in text:
        text = _ADDRESS.sub("0x…", text)
    if "Time:" in text or "Date:" in text:
        text = _SUMMARY_CLOCK.sub("…", text)
    return text
