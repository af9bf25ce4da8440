"""When Python releases end. Source: https://devguide.python.org/versions/, read on 2026-11-25.

The dates are compared with the day these tables were written and not with the clock: the same notebook gets the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping

WRITTEN = "2026-11"  # the month in which these tables were right

# Release -> the month in which its security fixes end.
ENDS: Mapping[str, str] = {
    "2.6": "2013-10", "2.7": "2020-01", "3.0": "2009-06", "3.1": "2012-04", "3.2": "2016-02", "3.3": "2017-09", "3.4": "2019-03", "3.5": "2020-09",
    "3.6": "2021-12", "3.7": "2023-06", "3.8": "2024-10", "3.9": "2025-10", "3.10": "2026-10", "3.11": "2027-10", "3.12": "2028-10", "3.13": "2029-10",
    "3.14": "2030-10", "3.15": "2031-10",
}  # fmt: skip
USUAL = "3.13"  # what to move to: supported, and every library of these tables has wheels for it
