"""What a benchmark says: a figure, what it may be at most, and what it must never be above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured number.

    Attributes:
        name: What was measured.
        measured: How much it was.
        budget: How much it may be.
        unit: `us`, `ms`, `x` for a ratio, or empty for a count.
        gate: How much it must never be, whatever the machine; None where there is no such limit.
        best: What the best round said, for the gate: a busy machine makes nothing quicker.
    """

    name: str
    measured: float
    budget: float
    unit: str
    gate: float | None = None
    best: float | None = None

    @property
    def missed(self) -> bool:
        return self.measured > self.budget

    @property
    def broken(self) -> bool:
        judged = self.measured if self.best is None else self.best
        return self.gate is not None and judged > self.gate

    @property
    def verdict(self) -> str:
        if self.broken:
            return "BROKEN"
        return "missed" if self.missed else "ok"

    def shown(self, number: float) -> str:
        digits = 2 if self.unit == "x" else 0 if not self.unit else 1
        return f"{number:.{digits}f} {self.unit}".strip()


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table."""
    head = ("figure", "measured", "budget", "hard gate", "")
    lines = [
        (
            figure.name,
            figure.shown(figure.measured),
            figure.shown(figure.budget),
            "" if figure.gate is None else figure.shown(figure.gate),
            figure.verdict,
        )
        for figure in figures
    ]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, rule, *lines)
    )


def summary(figures: Sequence[Figure]) -> str:
    """What to take away, in one line."""
    broken = [figure.name for figure in figures if figure.broken]
    missed = [figure.name for figure in figures if figure.missed and not figure.broken]
    if not broken and not missed:
        return "All budgets are met."
    parts = [f"Hard gates broken: {', '.join(broken)}."] if broken else []
    parts += [f"Budgets missed: {', '.join(missed)}."] if missed else []
    return " ".join(parts)


def status(figures: Sequence[Figure]) -> int:
    """The exit status: a missed budget may be the machine's, a broken gate is not."""
    return 1 if any(figure.broken for figure in figures) else 0
