"""Reports that never were, with their claims, for the speed of what is worked out across many reports.

Stories are drawn from templates: a state, an act, a sum or a count, a town, an official, a day. Seven reports in ten are
written anew, some of them of a story that another outlet has too; three in ten are copies of a report of the last
days: cut, partly reworded, some with the outlet credited. The same seed gives the same reports.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from pledgebook.data.tables import states
from pledgebook.extract.clues import read_clues
from pledgebook.model import (
    Action,
    Amount,
    Claim,
    ConditionKind,
    Mention,
    Party,
    Quantity,
    Reading,
    Report,
    Span,
    Stance,
    StatedAmount,
    StatedCondition,
    StatedDate,
    StatedQuantity,
    When,
)

COPIES = 0.3
_FIRST = date(2023, 1, 2)
_A_DAY = 140
"""How many reports a day brings: as many as an analyst's feed on one conflict."""
_SYLLABLES = (
    "ka",
    "ro",
    "mi",
    "ven",
    "sta",
    "lo",
    "gra",
    "den",
    "ul",
    "bri",
    "ne",
    "tor",
    "hal",
    "vi",
    "zan",
    "pe",
    "sko",
    "ry",
)
_ITEMS = (
    *("radar sets", "drones", "armoured vehicles", "field hospitals", "howitzers", "patrol boats", "generators"),
    *("bridging equipment", "trucks", "air defence launchers", "mine clearers", "satellite terminals", "tents"),
)
_OUTLETS = tuple(
    f"{town} {kind}"
    for town in ("Northport", "Riverside", "Capital", "Harbour", "Mountain", "Lakeland")
    for kind in ("Wire", "Post", "Courier", "Tribune")
)
_STANCES = {
    Stance.COMMITTED: ("will", "has promised to", "announced that it will"),
    Stance.WILLING: ("is ready to", "offered to", "would be prepared to"),
    Stance.WEIGHING: ("may", "is considering whether to", "has not ruled out that it will"),
    Stance.DECLINED: ("will not", "ruled out that it will", "has no plans to"),
}
_ACTS = {
    Action.FUND: "pay {sum} for {item} bound for {target}",
    Action.ARM: "send {count} {item} to {target}",
    Action.DEPLOY: "station {count} troops in {target} to guard the {item}",
    Action.TRAIN: "train {count} recruits of {target} on {item}",
}
_FRAMES = (
    "The {0} in {town} went on until late at night, and {official} left the {1} without a {2} to the {3} who waited there.",
    "A {0} had fallen on {town} since the {1}, and along the {2} the {3} hung wet over an empty {4}.",
    "{official}, who has held the {0} since spring, is to travel to {town} for a {1} with the {2} of the {3}.",
    "A {0} in {town} said that the {1} had been {count} pages long and had gone through eleven {2}.",
    "At the {0} of {town} {1} counted {count} {2} that waited for a {3}, more than in any week of the year.",
    "“We have been {0} for a long time, and {1} we remain in {town},” {official} told the {2} of the {3}.",
    "The {0} handled {count} {1} last month, its {2} {official} told a local {3}.",
    "Every {0} in {town} has asked {official} for a {1}, of which the {2} has fewer than {count}.",
    "{count} {0} were moved from {town} to the {1}, where a {2} and two {3} took them in.",
    "Neither the {0} nor the {1} of {town} would comment on the {2}.",
)
"""Sentences that promise nothing; the places with numbers take words of the story."""


@dataclass(frozen=True, slots=True)
class _Story:
    """What happened: facts, not yet words."""

    day: date
    acts: tuple[tuple[str, str, Action, Stance, dict[str, str], Amount | None, Quantity | None, bool], ...]
    town: str
    official: str
    count: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    act: int = -1


class Feed:
    """A feed of reports, day by day."""

    def __init__(self, seed: int = 5) -> None:
        """Begin a feed."""
        self._draw = random.Random(seed)
        self._states = [(state.code, state.name) for state in states()]
        self._stories: list[_Story] = []
        self._lately: list[tuple[_Story, list[_Sentence], str]] = []

    def readings(self, count: int) -> Iterator[Reading]:
        """So many reports with their claims, in the order in which they came."""
        for number in range(count):
            day = _FIRST + timedelta(days=number // _A_DAY)
            if self._lately and self._draw.random() < COPIES:
                story, sentences, outlet = self._copy()
            else:
                story = self._story(day)
                sentences, outlet = self._written(story), self._draw.choice(_OUTLETS)
            self._lately.append((story, sentences, outlet))
            del self._lately[: -2 * _A_DAY]
            yield self._reading(number, day, story, sentences, outlet)

    def _name(self) -> str:
        return "".join(self._draw.choices(_SYLLABLES, k=self._draw.choice((2, 3, 3)))).capitalize()

    def _story(self, day: date) -> _Story:
        """A story, sometimes one that another outlet has told in the last days."""
        lately = [story for story in self._stories[-_A_DAY:] if (day - story.day).days <= 2]
        if lately and self._draw.random() < 0.35:
            return self._draw.choice(lately)
        acts = []
        for actor, name in self._draw.sample(self._states, self._draw.choice((1, 1, 2, 3))):
            action, stance = self._draw.choice(list(_ACTS)), self._draw.choice(list(_STANCES))
            target, target_name = self._draw.choice(self._states[:60])
            number = self._draw.randrange(2, 900)
            facts = {"actor": name, "target": target_name, "item": self._draw.choice(_ITEMS)}
            facts |= {"count": str(number), "sum": f"${number} million"}
            amount = Amount(Decimal(number) * 1_000_000, "USD") if action is Action.FUND else None
            unit = {Action.DEPLOY: "troops", Action.TRAIN: "recruits"}.get(action, facts["item"])
            quantity = None if action is Action.FUND else Quantity(Decimal(number), unit)
            hangs = self._draw.random() < 0.3
            acts.append((actor, target, action, stance, facts, amount, quantity, hangs))
        official = f"{self._name()} {self._name()}"
        words = tuple(self._name().lower() for _ in range(40))
        made = _Story(day, tuple(acts), self._name(), official, self._draw.randrange(20, 999), words)
        self._stories.append(made)
        return made

    def _written(self, story: _Story) -> list[_Sentence]:
        sentences = []
        for number, (_, _, action, stance, facts, _, _, hangs) in enumerate(story.acts):
            act = f"{facts['actor']} {self._draw.choice(_STANCES[stance])} {_ACTS[action].format(**facts)}"
            tail = " once a ceasefire holds" if hangs else ""
            said = self._draw.choice(
                (f", {story.official} said in {story.town}", f", officials in {story.town} said", "")
            )
            sentences.append(_Sentence(f"{act}{tail}{said}.", number))
        sentences += [_Sentence(self._filled(frame, story)) for frame in self._draw.sample(_FRAMES, 5)]
        first, rest = sentences[:1], sentences[1:]
        self._draw.shuffle(rest)
        return first + rest

    def _filled(self, frame: str, story: _Story) -> str:
        """A sentence beside the matter, half of its words the story's own."""
        words = [
            self._draw.choice(story.words) if self._draw.random() < 0.5 else self._name().lower() for _ in range(5)
        ]
        count = story.count if self._draw.random() < 0.5 else self._draw.randrange(20, 999)
        town = story.town if self._draw.random() < 0.5 else self._name()
        return frame.format(*words, town=town, official=story.official, count=count)

    def _copy(self) -> tuple[_Story, list[_Sentence], str]:
        story, sentences, outlet = self._draw.choice(self._lately)
        kept = [one for one in sentences if one.act == 0 or self._draw.random() < 0.85]
        changed = [self._written(story)[0] if one.act == 0 and self._draw.random() < 0.3 else one for one in kept]
        if self._draw.random() < 0.4:
            changed.append(_Sentence(f"It was first reported by the {outlet}."))
        return story, changed, self._draw.choice(_OUTLETS)

    def _reading(self, number: int, day: date, story: _Story, sentences: list[_Sentence], outlet: str) -> Reading:
        text, claims = "", []
        name = f"feed-{number:06}"
        for sentence in sentences:
            span = Span(len(text), len(text) + len(sentence.text))
            text += sentence.text + " "
            if sentence.act >= 0:
                claims.append(self._claim(name, sentence.text, span, story, sentence.act))
        report = Report(name, text, outlet=outlet, published=When.of_day(day), source="feed")
        learnt = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(seconds=number % _A_DAY)
        return Reading(report, tuple(claims), read_clues(report), learnt, "feed 1")

    @staticmethod
    def _claim(name: str, text: str, span: Span, story: _Story, act: int) -> Claim:
        actor, target, action, stance, facts, amount, quantity, hangs = story.acts[act]

        def at(words: str) -> Mention:
            start = span.start + text.index(words)
            return Mention(words, Span(start, start + len(words)))

        who, item = at(facts["actor"]), at(facts["item"])
        condition = at("once a ceasefire holds") if hangs else None
        return Claim(
            report=name,
            evidence=Mention(text, span),
            actor=Party(actor, who.text, who.span),
            stance=stance,
            action=action,
            target=Party(target),
            items=(item,),
            quantity=StatedQuantity(quantity, at(facts["count"]).span) if quantity else None,
            amounts=(StatedAmount(amount, at(facts["sum"]).span),) if amount else (),
            conditions=(StatedCondition(ConditionKind.CEASEFIRE, condition.text, condition.span),) if condition else (),
            said=StatedDate(When.of_day(story.day)),
            extractor="feed 1",
        )
