"""Where the parts of coverage bars and weight charts lie, so that a template can draw them as SVG."""

from collections.abc import Iterable
from dataclasses import dataclass

from pledgebook.model import Coverage, Weight

BAR = 200
NEEDED_AT = 150

TORNADO_WIDTH, TORNADO_ROW, TORNADO_TOP, TORNADO_FOOT = 640, 26, 10, 26
_MIDDLE, _REACH = 420, 190


@dataclass(frozen=True, slots=True)
class CoverageBar:
    """How far a requirement is met, on a bar of 200 units where what is needed lies at 150.

    Attributes:
        certain: Width of what is certain.
        possible: Width of what is possible; to the end where no bound is known.
        unbounded: Whether no bound of what is possible is known.
        over: Whether more than the bar can show is certain.
    """

    certain: float
    possible: float
    unbounded: bool
    over: bool
    width: int = BAR
    needed: int = NEEDED_AT


def coverage_bar(coverage: Coverage) -> CoverageBar:
    """The bar of one requirement."""
    scale = NEEDED_AT / float(coverage.needed) if coverage.needed else 0.0
    certain = float(coverage.certain) * scale
    possible = BAR if coverage.possible is None else float(coverage.possible) * scale
    return CoverageBar(
        certain=round(min(certain, BAR), 1),
        possible=round(min(possible, BAR), 1),
        unbounded=coverage.possible is None,
        over=certain > BAR,
    )


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One condition's weight: to the right where its holding helps, to the left where its failing does."""

    condition: str
    says: str
    y: float
    x: float
    width: float
    birnbaum: float
    fussell_vesely: float | None


@dataclass(frozen=True, slots=True)
class Tornado:
    """The weights of the conditions of one requirement, the weightiest on top."""

    bars: tuple[TornadoBar, ...]
    height: int
    says: str
    width: int = TORNADO_WIDTH
    middle: int = _MIDDLE
    row: int = TORNADO_ROW
    left: int = _MIDDLE - _REACH
    right: int = _MIDDLE + _REACH


def tornado(weights: Iterable[Weight], says: dict[str, str], most: int = 12) -> Tornado | None:
    """The chart of a requirement's weights; None where nothing weighs.

    Args:
        weights: The weights.
        says: The statements of the conditions by id.
        most: How many are drawn.
    """
    shown = sorted((one for one in weights if one.birnbaum), key=lambda one: -abs(one.birnbaum))[:most]
    if not shown:
        return None
    bars = tuple(
        TornadoBar(
            condition=weight.condition,
            says=_short(says.get(weight.condition, weight.condition)),
            y=TORNADO_TOP + TORNADO_ROW * place,
            x=round(_MIDDLE + min(weight.birnbaum, 0) * _REACH, 1),
            width=round(max(abs(weight.birnbaum) * _REACH, 1), 1),
            birnbaum=weight.birnbaum,
            fussell_vesely=weight.fussell_vesely,
        )
        for place, weight in enumerate(shown)
    )
    told = "; ".join(f"{bar.says} {bar.birnbaum:+.2f}" for bar in bars)
    return Tornado(bars, TORNADO_TOP + TORNADO_ROW * len(bars) + TORNADO_FOOT, told)


def _short(words: str, most: int = 38) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
