"""A row of things cut into neighbours that belong together, as cheaply as can be."""

from __future__ import annotations

from collections.abc import Callable

NO_CUT = float("inf")


def cheapest_stretches(count: int, cost: Callable[[int, int], float | None]) -> list[tuple[int, int]]:
    """The stretches (first, end) that cover 0 to `count` at the least cost; of equal ones the one that begins first. Empty: none do.

    `cost` of one stretch: NO_CUT where it must not be, None where it and every longer one that ends there is too long.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        choices: list[tuple[float, int]] = [(NO_CUT, 0)]
        for first in range(end - 1, -1, -1):
            price = cost(first, end)
            if price is None:
                break
            choices.append((best[first][0] + price, first))
        best.append(min(choices))
    if best[-1][0] == NO_CUT:
        return []
    stretches: list[tuple[int, int]] = []
    end = count
    while end:
        stretches.append((best[end][1], end))
        end = best[end][1]
    return stretches[::-1]
