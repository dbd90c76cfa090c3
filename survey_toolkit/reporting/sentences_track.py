"""What may be said of a test of representativeness, in sentences."""

from __future__ import annotations

from survey_toolkit.language import joined
from survey_toolkit.reporting.tracked import Represented, TestRow, Tracked
from survey_toolkit.reporting.words import capital

SMALL = 5  # as in the test: below this expected count it is exact


def conclusion(tracked: Tracked, test: TestRow) -> list[str]:
    """Whether those who answered are like all those asked, and which groups are not.

    Groups are named as over- or under-represented only where the test itself, by the plan's alpha,
    says that there is a difference; else the one farthest from what was expected is named.
    """
    if not test.method:
        return [tracked.words("no_test", reason=tracked.words(f"{test.reason}_reason"))]
    found = [row for row in tracked.groups
             if (row.sector, row.by) == (test.sector, test.by) and row.asked]  # fmt: skip
    farthest = max(found, key=lambda row: abs(row.residual))
    if not farthest.residual:
        return [tracked.words("no_skew_equal")]
    if test.p >= tracked.plan.alpha:
        return [tracked.words("no_skew", farthest=_group(tracked, farthest, "farthest"))]
    off = [row for row in found if row.deviates] or [farthest]
    parts = [_group(tracked, row, "skew_group") for row in off]
    return [capital(tracked.words("skew", groups="; ".join(parts)))]


def _group(tracked: Tracked, row: Represented, key: str) -> str:
    way = "over" if row.residual > 0 else "under"
    return tracked.words(
        key, group=tracked.group(row.sector, row.by, row.group), deviates=tracked.words(way),
        n=row.answered, asked=row.asked, expected=tracked.number(row.expected, 1),
    )  # fmt: skip


def left_out(tracked: Tracked, test: TestRow) -> list[str]:
    """Which units a test leaves out, by name, and why; nothing where none is."""
    parts = []
    if test.outside:
        parts.append(tracked.words("left_outside", names=tracked.unit_names(test.outside)))
    if test.ungrouped:
        by = tracked.words(f"by_{test.by}_word") if test.by in ("region", "size_class") else test.by
        parts.append(
            tracked.words("left_ungrouped", names=tracked.unit_names(test.ungrouped), by=by)
        )
    return [tracked.words("left_out", names=joined(parts, tracked.language))] if parts else []


def figures_of(tracked: Tracked, test: TestRow) -> list[str]:
    """The figures of a test: Pearson's, the exact one where that is used, and the plain one."""
    if not test.method:
        return []
    say, of = tracked.words, tracked.number
    least = of(test.smallest_expected, 1)
    expected = say("all_expected", least=least) if test.method == "chi2" else ""
    lines = [say("test_line", chi2=of(test.chi2, 2), df=int(test.df), v=of(test.v, 2),
                 p=tracked.probability(test.p_chi2), expected=expected)]  # fmt: skip
    if test.method == "exact":
        lines.append(say("exact_line", **_exact(tracked, test)))
    elif test.method == "permutation":
        facts = {"draws": of(test.draws, 0), "seed": int(test.seed), "error": of(test.p_error, 4)}
        lines.append(say("permutation_line", **facts, **_exact(tracked, test)))
    fit = {"chi2": of(test.goodness_of_fit, 2), "p": tracked.probability(test.p_goodness_of_fit)}
    lines.append(say("fit_line", **fit))
    return [line.replace("= <", "<") for line in lines]


def _exact(tracked: Tracked, test: TestRow) -> dict[str, object]:
    return {"p": tracked.probability(test.p), "small": SMALL,
            "least": tracked.number(test.smallest_expected, 1)}  # fmt: skip
