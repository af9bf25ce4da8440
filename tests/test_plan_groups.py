"""What must stay together, and what need not."""

from __future__ import annotations

from itertools import pairwise

from recipeline.plan.groups import JOINED, short_unions


class TestObjectsThatChange:
    def test_a_short_one_stays_with_its_changes(self) -> None:
        """A model that is made and fitted reads best in one function."""
        assert short_unions([2, 1, 3, 1], [(0, 2)]) == [(0, 2)]

    def test_chains_do_not_add_up(self) -> None:
        """Each of ten models is compared with the one before: one function of the whole notebook would be the result."""
        found = short_unions([10] * 10, [(i, i + 1) for i in range(9)])
        assert found and all(sum([10] * 10) > JOINED >= 10 * (last - first + 1) for first, last in found)
        assert all(one[1] < other[0] for one, other in pairwise(sorted(found)))
