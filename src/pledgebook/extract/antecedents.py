"""Which state's "government", "army" or "ministry" is meant: a small learnt ranking of the actors named before.

The weights in ``antecedents.json`` come from ``accuracy/train_antecedents.py``: one number for each mark of a candidate.
The candidate with the highest sum is taken. For pronouns and for titles ("the prime minister") such a ranking was no
better than the rules, so it is not asked.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pledgebook.extract.story import Story, armed_groups, body_codes

_REACH = 6
"""How many sentences to look back."""
_MOST = 60
"""How many mentions to look back."""
_KINDS = {
    "state": "name", "capital": "capital", "seat": "seat", "people": "people", "demonym": "name", "body": "body",
    "person": "person", "role": "role", "group": "group", "pronoun": "pronoun", "first": "first",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Antecedent:
    """One actor that can be meant.

    Attributes:
        code: Its code.
        marks: What speaks for or against it.
    """

    code: str
    marks: tuple[str, ...]


def antecedents(story: Story, at: int, ruled: str = "", typical: str = "") -> list[Antecedent]:
    """The actors whose organ the mention at a place can mean, nearest first.

    Args:
        story: The report as far as it is read.
        at: Number of the mention.
        ruled: Code of the state that the rules would take.
        typical: Code of the state that such an organ is typical of.
    """
    found, times = _named_before(story, at)
    for code in (story.home, story.dominant, story.dateline, typical):
        if code and code not in found:
            found[code], times[code] = ["far"], 0
    sentence = story.by_sentence.get(story.place[at], [])[:_MOST]
    after = {m.code for i in sentence if i > at and (m := story.mentions[i]).resolved_by == "name"}
    for rank, (code, marks) in enumerate(found.items()):
        marks += (f"rank{min(rank, 4)}", f"n{min(times[code], 4)}")
        marks += _standing(story, at, code)
        marks += (
            m for m, holds in (("after", code in after), ("rule", code == ruled), ("typical", code == typical)) if holds
        )
    return [Antecedent(code, tuple(marks)) for code, marks in found.items()]


def _named_before(story: Story, at: int) -> tuple[dict[str, list[str]], dict[str, int]]:
    """For each actor named shortly before, how it was named last; and how often it was named."""
    here = story.place[at]
    role = story.mentions[at].role
    start = story.mentions[at].span.start
    clause = "^" if here >= 0 and start - story.starts[here] < 5 else "m"
    paragraph = story.paragraph(here)
    found: dict[str, list[str]] = {}
    times: dict[str, int] = {}
    for i in range(at - 1, max(-1, at - 1 - _MOST), -1):
        distance = here - story.place[i]
        if distance > _REACH:
            break
        mention = story.mentions[i]
        code = mention.code
        if not code:
            continue
        subject = story.subject[i]
        if code in found:
            times[code] += 1
            if times[code] < 5 and subject and distance < 3:
                found[code].append(f"also-subject{distance}")
            continue
        near, first = min(distance, 3), i == 0 or story.place[i - 1] != story.place[i]
        marks = [
            f"d{distance}",
            f"{_KINDS.get(mention.kind, 'name')}{min(distance, 2)}",
            f"{clause}{'s' if subject else 'o'}{near}",
        ]
        marks += (f"s{distance}",) if subject else ()
        marks += (f"first{distance}",) if first else ()
        marks += (f"first-subject{near}",) if first and subject else ()
        marks += (f"{clause}nearest",) if distance == 0 and not found else ()
        marks += ("place",) if mention.as_place else ()
        marks += () if mention.official else ("adjective",)
        marks += (f"owner{min(distance, 1)}",) if mention.possessive else ()
        marks += ("same-role",) if mention.role == role else ()
        marks += ("paragraph",) if distance and story.paragraph(story.place[i]) == paragraph else ()
        found[code], times[code] = marks, 1
    return found, times


def _standing(story: Story, at: int, code: str) -> list[str]:
    """What the actor is in the whole report."""
    role, noun = story.mentions[at].role, story.mentions[at].text.removeprefix("The ").removeprefix("the ")
    share = story.named[code] / max(1, story.total)
    marks = ["most" if share > 0.3 else "much" if share > 0.15 else "some" if share > 0.06 else "little"]
    marks.append(
        "group"
        if code == "GROUP"
        else "armed"
        if code in armed_groups()
        else "body"
        if code in body_codes()
        else "state"
    )
    if code == story.dominant:
        marks += ("top", f"{role}-top")
    if code == story.home:
        marks += ("home", f"{role}-home")
    if code == story.issuer:
        marks += ("issuer", "Capital-issuer" if noun[:1].isupper() else "small-issuer")
    marks += ("title",) if code in story.in_title else ()
    marks += ("dateline",) if code == story.dateline else ()
    return marks


@cache
def _weights() -> dict[str, float]:
    """The weight of each mark; empty if none are shipped."""
    table = files("pledgebook.data") / "antecedents.json"
    if not table.is_file():
        return {}
    loaded: dict[str, float] = json.loads(table.read_text(encoding="utf-8"))["weights"]
    return loaded


def choose_antecedent(story: Story, at: int, ruled: str = "", typical: str = "") -> str:
    """Code of the actor whose organ is most likely meant; empty if nobody was named or no weights are shipped."""
    weights = _weights()
    if not weights:
        return ""
    sums = [
        (sum(weights.get(mark, 0.0) for mark in one.marks), one.code) for one in antecedents(story, at, ruled, typical)
    ]
    return max(sums, key=lambda pair: pair[0])[1] if sums else ""
