"""Fisher's exact test of a table with two columns: who answered, and who did not.

With the numbers of each group and the number that answered given, and all groups alike, the answers
of the groups follow the multivariate hypergeometric distribution: a table with answers a of groups
N has the probability prod C(N, a) / C(sum N, sum a). The p-value is the probability of all tables
that are at most as probable as the one found (Freeman and Halton 1951).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from math import comb, prod, sqrt
from typing import Any

MOST_TABLES = 1_000_000
"""From more tables than so many, the p-value is estimated: counting them would take seconds."""

DRAWS, SEED = 99_999, 2012
_NEAR = 1e-9  # tables whose log probabilities are so near are equally probable


def number_of_tables(asked: Sequence[int], answered: int) -> int:
    """How many tables have groups of these sizes and so many answers in all.

    >>> number_of_tables([2, 2], 2)
    3
    """
    ways = {0: 1}
    for size in asked:
        more: dict[int, int] = defaultdict(int)
        for used, number in ways.items():
            for one in range(min(size, answered - used) + 1):
                more[used + one] += number
        ways = more
    return ways.get(answered, 0)


def exact_p(asked: Sequence[int], answered: Sequence[int]) -> Fraction:
    """The p-value as an exact fraction: all tables are counted, and ties are true ties.

    >>> exact_p([5, 7], [4, 1])
    Fraction(19, 264)
    """
    total = sum(answered)
    observed = prod(map(comb, asked, answered))
    # by the answers used so far: how many partial tables can be made in so many ways
    parts: dict[int, dict[int, int]] = {0: {1: 1}}
    left = sum(asked)
    for size in sorted(asked):
        left -= size
        parts = _with_group(parts, size, total, left)
    as_rare = sum(ways * number for ways, number in parts[total].items() if ways <= observed)
    return Fraction(as_rare, comb(sum(asked), total))


def _with_group(
    parts: dict[int, dict[int, int]], size: int, total: int, left: int
) -> dict[int, dict[int, int]]:
    """The partial tables with one group more, of those that can still reach the total."""
    more: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for used, known in parts.items():
        for one in range(max(0, total - used - left), min(size, total - used) + 1):
            ways, here = comb(size, one), more[used + one]
            for before, number in known.items():
                here[before * ways] += number
    return more


def permutation_p(
    asked: Sequence[int], answered: Sequence[int], draws: int = DRAWS, seed: int = SEED
) -> tuple[float, float]:
    """The same p-value from random tables, and its Monte Carlo standard error.

    p is (1 + tables at most as probable) / (1 + draws), so never 0. The same groups in another
    order give the same p-value.
    """
    import numpy as np
    from scipy.special import gammaln

    def log_ways(sizes: Any, chosen: Any) -> Any:
        return gammaln(sizes + 1) - gammaln(chosen + 1) - gammaln(sizes - chosen + 1)

    pairs = np.array(sorted(zip(asked, answered, strict=True)), dtype=np.int64)
    sizes, found = pairs[:, 0], pairs[:, 1]
    random = np.random.default_rng(seed)
    tables = random.multivariate_hypergeometric(sizes, int(found.sum()), size=draws)
    observed = log_ways(sizes, found).sum()
    as_rare = int((log_ways(sizes, tables).sum(axis=1) <= observed + _NEAR).sum())
    p = (1 + as_rare) / (1 + draws)
    return p, sqrt(p * (1 - p) / draws)
