"""What an address supposes: a scenario of the arrangement, and conditions set on top of it.

``scenario`` names a scenario; ``if.CONDITION`` is ``yes``, ``no``, ``unknown`` or ``chance``, and then
``chance.CONDITION`` is a chance such as ``0.4`` or ``0.3..0.6``; ``name`` is what the user calls it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pledgebook import assess as stage
from pledgebook.errors import NotFoundError
from pledgebook.model import Arrangement, Assessment, Scenario
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.sight import Sight

CHOICES = ("yes", "no", "unknown", "chance")


@dataclass(frozen=True, slots=True)
class Supposed:
    """One scenario as an address gives it, and what it comes to.

    Attributes:
        label: What it is called on the page.
        base: Name of the arrangement's scenario underneath; empty for none.
        chosen: What is set, by condition: yes, no, unknown or chance.
        chances: The chances, by condition, as typed.
        words: The suppositions as the command line takes them: ``ceasefire=yes``.
    """

    label: str
    base: str
    chosen: Mapping[str, str]
    chances: Mapping[str, str]
    words: tuple[str, ...]
    scenario: Scenario
    assessment: Assessment

    @property
    def compact(self) -> str:
        """All of it in one word for an address: ``My case|ceasefire-with-us|ceasefire=yes;us_support=0.4``."""
        return f"{self.label.replace('|', ' ')}|{self.base}|{';'.join(self.words)}"


def arrangement_of(desk: Desk) -> Arrangement:
    """The desk's arrangement.

    Raises:
        NotFoundError: There is none.
    """
    if desk.arrangement is None:
        raise NotFoundError("arrangement", "", ("pledgebook serve --arrangement ukraine-guarantees",))
    return desk.arrangement


def supposed_in(ask: Ask, desk: Desk, sight: Sight) -> Supposed:
    """What the address supposes.

    Raises:
        ValueFormatError: No such scenario or condition, or no chance.
    """
    chosen: dict[str, str] = {}
    chances: dict[str, str] = {}
    for name, value in ask.pairs:
        if name.startswith("if.") and value in CHOICES:
            chosen[name.removeprefix("if.")] = value
        elif name.startswith("chance."):
            chances[name.removeprefix("chance.")] = value
    return _work_out(desk, sight, ask.one("name"), ask.one("scenario"), chosen, chances)


def beside(compact: str, desk: Desk, sight: Sight) -> Supposed:
    """The scenario that stands beside the address's own, from its compact form.

    Raises:
        ValueFormatError: No such scenario or condition, or no chance.
    """
    label, _, rest = compact.partition("|")
    base, _, words = rest.partition("|")
    chosen: dict[str, str] = {}
    chances: dict[str, str] = {}
    for word in filter(None, words.split(";")):
        condition, _, value = word.rpartition("=")
        if value in CHOICES:
            chosen[condition] = value
        else:
            chosen[condition], chances[condition] = "chance", value
    return _work_out(desk, sight, label, base, chosen, chances)


def _work_out(
    desk: Desk, sight: Sight, name: str, base: str, chosen: Mapping[str, str], chances: Mapping[str, str]
) -> Supposed:
    arrangement = arrangement_of(desk)
    words = tuple(
        f"{condition}={chances.get(condition, '0.5') if choice == 'chance' else choice}"
        for condition, choice in chosen.items()
    )
    underneath = stage.scenario_named(arrangement, base) if base else None
    scenario = stage.suppose(arrangement, [stage.parse_supposition(word) for word in words], underneath)
    on = sight.question.as_of.latest if sight.question.as_of else None
    seen = sight.standpoint(arrangement)
    found = sight.assessed(
        arrangement,
        scenario,
        lambda: stage.assess(
            seen.arrangement, seen.ledgered, scenario, as_of=on, decisions=seen.decisions, breaches=seen.breaches
        ),
    )
    label = name or (underneath.title if underneath is not None and not words else "") or scenario.name
    shown = {condition: chances.get(condition, "0.5") for condition, choice in chosen.items() if choice == "chance"}
    return Supposed(label, base, dict(chosen), shown, words, scenario, found)
