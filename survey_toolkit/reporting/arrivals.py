"""The figure of the answers coming in by day: from the dates of those who have answered."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from survey_toolkit.language import ratio
from survey_toolkit.reporting.tracked import Tracked, UnitRow
from survey_toolkit.schema import NOTHING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, GREY, WARN = "#1F3A4D", "#606060", "#8A2B0E"
LOOKS = (("#0072B2", "-", "o"), ("#D55E00", "--", "s"), ("#009E73", "-.", "^"),
         ("#CC79A7", ":", "D"))  # fmt: skip
"""Colour, line and marker of each sector in turn: colours that the colour-blind tell apart (Okabe
and Ito 2008), and lines and markers that all tell apart in grey."""

MARKS = (("sent_date", (0, (6, 2))), ("reminder_date", (0, (1, 1.5))))
SIZE, DOTS, CAPTION_WIDTH, MOST_NAMES = (9.5, 5.8), 150, 125, 4


class Curve(NamedTuple):
    """How many units of a sector had answered by each day, of so many asked."""

    sector: str
    days: tuple[dt.date, ...]
    answered: tuple[int, ...]
    asked: int

    @property
    def n(self) -> int:
        """All that answered and have a date."""
        return self.answered[-1] if self.answered else 0


@dataclass(frozen=True, slots=True)
class Mark:
    """When something was done to `n` units: on one day, or from `first` to `last`."""

    what: str
    first: dt.date
    last: dt.date
    n: int


def curves(tracked: Tracked) -> list[Curve]:
    """A curve for each sector with units in the frame.

    A unit counts from its returned_date, and only where the answers say that it has answered. The
    share is of all units asked, so a curve ends below the participation where dates are missing.
    """
    found = []
    for sector in tracked.instrument.sectors:
        here = [row for row in tracked.tracking if row.sector == sector and row.in_frame]
        days = Counter(_day(row.returned_date) for row in _dated(here))
        if here:
            order = sorted(days)
            sums = accumulate(days[day] for day in order)
            found.append(Curve(sector, tuple(order), tuple(sums), len(here)))
    return found


def marks(tracked: Tracked) -> list[Mark]:
    """When the questionnaires were sent, and when units were reminded."""
    found = []
    for column, _ in MARKS:
        texts = (getattr(row, column) for row in tracked.tracking)
        days = [_day(text) for text in texts if text]
        if days:
            found.append(Mark(column, min(days), max(days), len(days)))
    return found


def caption(tracked: Tracked) -> list[str]:
    """What must be said below the figure: the base, whom it does not show, and what is missing."""
    say, rows = tracked.words, tracked.tracking
    answered = [row for row in rows if row.state != NOTHING]
    undated = [row for row in answered if not (row.returned_date and row.in_frame)]
    silent = [row for row in rows if row.state == NOTHING and row.returned_date]
    asked = sum(row.in_frame for row in rows)
    lines = [say("caption_n", n=asked, dated=len(answered) - len(undated))]
    if undated:
        names = [row.name for row in undated]
        more = [say("and_more", n=len(names) - MOST_NAMES)] if len(names) > MOST_NAMES else []
        shown = "; ".join([*names[:MOST_NAMES], *more])
        lines.append(say("caption_undated", n=len(undated), names=shown))
    if silent:
        lines.append(say("caption_no_answer", n=len(silent)))
    columns = ("sent_date", "reminder_date", "returned_date")
    absent = [say(c).lower() for c in columns if not any(getattr(row, c) for row in rows)]
    if absent:
        lines.append(say("caption_missing", columns=", ".join(absent)))
    if tracked.bad_dates:
        lines.append(say("caption_unreadable", n=len(tracked.bad_dates)))
    return lines


def _dated(rows: list[UnitRow]) -> list[UnitRow]:
    return [row for row in rows if row.state != NOTHING and row.returned_date]


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def day_name(tracked: Tracked, day: dt.date) -> str:
    """A day as it is written on an axis: 23. apr."""
    month = tracked.words("months").split()[day.month - 1]
    return tracked.words("day_of_month", day=day.day, month=month)


def picture(tracked: Tracked, kind: str) -> bytes:
    """The figure as the bytes of a png or svg; the same answers always give the same bytes."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    how: Any = {"font.family": "DejaVu Sans", "font.size": 9, "svg.fonttype": "none",
           "svg.hashsalt": "survey-toolkit"}  # fmt: skip
    with mpl.rc_context(how):
        figure = Figure(figsize=SIZE, dpi=DOTS)
        _write_around(figure, tracked)
        _draw(figure.add_axes((0.075, 0.27, 0.70, 0.49)), tracked)
        buffer = io.BytesIO()
        figure.savefig(buffer, format=kind, metadata={"Date": None} if kind == "svg" else None)
    return buffer.getvalue()


def _write_around(figure: Any, tracked: Tracked) -> None:
    """Title above; the caption and the wave's notes below."""
    figure.text(0.02, 0.955, tracked.words("arrivals"), size=13, weight="bold", color=INK)
    figure.text(0.02, 0.915, tracked.title, color=GREY)
    figure.text(0.02, 0.865, tracked.words("axis_share"), color=INK)
    below = textwrap.wrap(" ".join(caption(tracked)), CAPTION_WIDTH)
    notes = [line for note in tracked.notes for line in textwrap.wrap(note, CAPTION_WIDTH)]
    figure.text(0.02, 0.17, "\n".join(below), color=GREY, size=8, va="top")
    figure.text(0.02, 0.155 - 0.028 * len(below), "\n".join(notes), color=WARN, size=8, va="top")


def _draw(axes: Axes, tracked: Tracked) -> None:
    """The curves, what was done when, and the axes."""
    found, done = curves(tracked), marks(tracked)
    days = [day for curve in found for day in curve.days]
    if not days:
        axes.set_axis_off()
        text = "\n".join(textwrap.wrap(tracked.words("no_dates"), 70))
        axes.text(0.5, 0.5, text, ha="center", transform=axes.transAxes)
        return
    days += [day for mark in done for day in (mark.first, mark.last)]
    first, last = min(days), max(days)
    most = max(100 * curve.n / curve.asked for curve in found)
    _axes(axes, tracked, first, last, min(100.0, 10 * (most // 10 + 1)))
    for place, curve in enumerate(found):
        _curve(axes, curve, first, last, LOOKS[place % len(LOOKS)])
    _labels(axes, tracked, found, last)
    for level, mark in enumerate(done):
        _mark(axes, tracked, mark, level)


def _axes(axes: Axes, tracked: Tracked, first: dt.date, last: dt.date, top: float) -> None:
    span = max(1, (last - first).days)
    step = next((days for days in (1, 2, 7, 14, 28, 91) if span / days <= 9), span // 5)
    ticks = [first + dt.timedelta(days=n) for n in range(0, span + 1, step)]
    at: list[Any] = [_x(day) for day in ticks]
    years = [f"\n{day.year}" if first.year != last.year else "" for day in ticks]
    names = (day_name(tracked, day) for day in ticks)
    axes.set_xticks(at, [name + year for name, year in zip(names, years, strict=True)])
    axes.set_xlim(_x(first) - 0.02 * span, _x(last) + 0.01 * span)
    axes.set_ylim(0, top)
    steps = range(0, int(top) + 1, 10 if top <= 60 else 20)
    axes.set_yticks(list(steps), [ratio(n, 100, 0, scale=100) + " " + tracked.words("pct")
                                  for n in steps])  # fmt: skip
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, pad=6)


def _x(day: dt.date) -> int:
    return day.toordinal()


def _curve(
    axes: Axes, curve: Curve, first: dt.date, last: dt.date, look: tuple[str, str, str]
) -> None:
    """Steps from 0 on the first day to the last day; a marker on each day with an answer."""
    colour, line, marker = look
    x = [_x(day) for day in (first, *curve.days, last)]
    shares = [100 * n / curve.asked for n in (0, *curve.answered, curve.n)]
    axes.step(x, shares, where="post", color=colour, linestyle=line, linewidth=1.8)
    axes.plot(x[1:-1], shares[1:-1], linestyle="", marker=marker, color=colour,
              markersize=5, markeredgecolor="white", markeredgewidth=0.6)  # fmt: skip


def _labels(axes: Axes, tracked: Tracked, found: list[Curve], last: dt.date) -> None:
    """The name of each curve at its end, moved apart where two end near each other."""
    top, least = axes.get_ylim()[1], -1.0
    for place, curve in sorted(enumerate(found), key=lambda pair: pair[1].n / pair[1].asked):
        share = 100 * curve.n / curve.asked
        height = max(share, least)
        least = height + 0.13 * top
        rate = ratio(curve.n, curve.asked, 1, tracked.language, scale=100)
        base = tracked.words("n_of", n=curve.n, asked=curve.asked)
        text = f"{tracked.sector(curve.sector)}\n{rate} {tracked.words('pct')} ({base})"
        axes.annotate(
            text, (_x(last), share), xytext=(1.02, height / top),
            textcoords="axes fraction", va="center", color=LOOKS[place % len(LOOKS)][0],
            annotation_clip=False,
        )  # fmt: skip


def _mark(axes: Axes, tracked: Tracked, mark: Mark, level: int) -> None:
    """A line on the day, or a band over several, with its name above the axes."""
    line: Any = dict(MARKS)[mark.what]
    for day in dict.fromkeys((mark.first, mark.last)):
        axes.axvline(_x(day), color=GREY, linestyle=line, linewidth=1)
    if mark.first != mark.last:
        axes.axvspan(_x(mark.first), _x(mark.last), color="#EEEEEE", zorder=0)
    days = " – ".join(day_name(tracked, day) for day in dict.fromkeys((mark.first, mark.last)))
    text = tracked.words("mark", what=tracked.words(mark.what), day=days, n=mark.n)
    axes.text(_x(mark.first), 1.02 + 0.055 * level, text, transform=axes.get_xaxis_transform(),
              color=GREY, size=8)  # fmt: skip
