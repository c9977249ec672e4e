"""The day that a claim was voiced and the day that its act is due: the dates in and around its sentence, and what speaks for each."""

import re
from collections.abc import Sequence
from datetime import date

from pledgebook.extract.arguments import Scene, path_up
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.choosing import Option
from pledgebook.extract.dates import FoundDate
from pledgebook.extract.lexicon import SPEECH, Lexicon
from pledgebook.model import Action, Stance, StatedDate, When

_MOST_EARLIER = 3
_BEFORE = re.compile(r"([\w’'-]+)\s+(?:the\s)?$")
_TELLING = frozenset(("yesterday", "today", "tonight", "tomorrow", "this", "last", "next", "same", "earlier", "later"))


def said_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    dates: Sequence[FoundDate],
    published: date | None,
    number: int,
    lexicon: Lexicon,
    rule: StatedDate | None,
    *,
    credited: bool,
    section: str,
) -> list[Option]:
    """No day, the day of publication, the dates of the sentence, and those told shortly before.

    Args:
        scene: The sentence.
        candidate: Whose claim it is.
        action: Its action.
        stance: Its stance.
        dates: All dates of the report, in order.
        published: Its day.
        number: Of the sentence.
        lexicon: The classes of words.
        rule: What the grammar alone would give.
        credited: Whether the words are credited to a speaker.
        section: Headline, summary or body.
    """
    tree = scene.tree
    top = candidate.chain[0]
    end = scene.offset + len(scene.text)
    here = [found for found in dates if scene.offset <= found.span.start and found.span.end <= end]
    earlier = [f for f in dates if f.span.end <= scene.offset and f.kind in ("point", "start")][-_MOST_EARLIER:][::-1]
    state = [
        f"tag={tree.tags[top]}",
        f"credited{credited}",
        f"dates{min(len(here), 2)}",
        f"place{min(number, 3)}",
        f"section={section}",
        f"rule{rule is not None}",
        f"earlier{_gap(earlier[0], published) if earlier else None}",
        f"modal={_has_modal(scene, top)}",
    ]
    options = {"": Option("", None, ((["none", *(f"none:{s}" for s in state)], (str(stance), str(action))),))}
    values: dict[str, StatedDate] = {}
    features: dict[str, set[str]] = {}
    if published is not None:
        key = published.isoformat()
        values[key] = StatedDate(When(key))
        features[key] = {"published", *(f"published:{s}" for s in state)}
    for found in here:
        key = found.when.iso[:10]
        values[key] = StatedDate(found.when, found.span)
        features.setdefault(key, set()).update(_of_date(scene, candidate, found, published, lexicon, len(here)))
        if rule is not None and rule.span == found.span:
            features[key].add("rule")
    for place, found in enumerate(earlier):
        key = found.when.iso[:10]
        values.setdefault(key, StatedDate(found.when, found.span))
        far = "near" if scene.offset - found.span.end < 300 else "far"
        mine = features.setdefault(key, set())
        mine |= {
            f"back{place}",
            f"back{place}/{far}",
            f"back/{_gap(found, published)}",
            f"back{place}/{found.when.precision}/{far}",
        }
        mine |= {f"back{place}:{s}" for s in state[:4]}
        if rule is not None and rule.span == found.span:
            mine.add("rule-back")
    for key, mine in features.items():
        options[key] = Option(key, values[key], ((mine, (str(stance), str(action))),))
    return list(options.values())


def due_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    dates: Sequence[FoundDate],
    published: date | None,
    lexicon: Lexicon,
    rule: StatedDate | None,
) -> list[Option]:
    """No day, and the dates of the sentence; the arguments are those of :func:`said_options`."""
    end = scene.offset + len(scene.text)
    here = [found for found in dates if scene.offset <= found.span.start and found.span.end <= end]
    options = {
        "": Option("", None, ((["none", f"none:rule{rule is not None}", f"none:{min(len(here), 2)}"], (str(stance),)),))
    }
    features: dict[str, set[str]] = {}
    values: dict[str, StatedDate] = {}
    for found in here:
        key = found.when.iso[:10]
        values.setdefault(key, StatedDate(found.when, found.span))
        mine = features.setdefault(key, set())
        mine |= _of_date(scene, candidate, found, published, lexicon, len(here))
        if rule is not None and rule.span == found.span:
            mine.add("rule")
    for key, mine in features.items():
        options[key] = Option(key, values[key], ((mine, (str(stance), str(action))),))
    return list(options.values())


def _gap(found: FoundDate, published: date | None) -> str:
    """How long before the day of publication a date lies."""
    if published is None:
        return "undated"
    if found.earliest > published:
        return "ahead"
    days = (published - found.latest).days
    return next(
        (
            name
            for most, name in ((0, "now"), (1, "1"), (2, "2"), (7, "week"), (31, "month"), (400, "year"))
            if days <= most
        ),
        "old",
    )


def _of_date(
    scene: Scene, candidate: Candidate, found: FoundDate, published: date | None, lexicon: Lexicon, count: int
) -> set[str]:
    """How a date of the sentence stands to the claim."""
    tree = scene.tree
    start = found.span.start - scene.offset
    words = scene.text[start : found.span.end - scene.offset].lower()
    lead = _BEFORE.search(scene.text[max(0, start - 24) : start].lower())
    preposition = lead[1] if lead else "-"
    first = words.split()[0] if words.split() else "-"
    gap = _gap(found, published)
    result = {
        "here",
        f"here/{gap}",
        f"here/{found.kind}/{gap}",
        f"here/{found.when.precision}/{gap}",
        f"here={first if first in _TELLING or first.endswith('day') else 'date'}",
        f"here<{preposition}",
        f"here<{preposition}/{gap}",
        f"count{min(count, 3)}/{gap}",
        f"kind={found.kind}",
    }
    token = next((t for t, at in enumerate(tree.starts) if at <= start < tree.end(t)), None)
    if token is None:
        return result
    result.add("right" if token > candidate.leaf else "left")
    governor = token
    for _ in range(8):
        if tree.tags[governor][:1] == "V" or tree.heads[governor] == governor:
            break
        governor = tree.heads[governor]
    spoken = SPEECH in lexicon.stance_verbs.get(tree.lemmas[governor], ())
    where = (
        "leaf"
        if governor == candidate.leaf
        else "top"
        if governor == candidate.chain[0]
        else ("chain" if governor in candidate.chain else "other")
    )
    result |= {
        f"gov={where}/{spoken}",
        f"gov={where}/{tree.tags[governor]}",
        f"gov={where}/{gap}",
        f"gov:{tree.lemmas[governor]}",
    }
    result.add(f"gov={where}/{spoken}/{gap}")
    path = path_up(tree, token, set(candidate.chain))
    result.add(f"path={'>'.join(path[1][-2:])}" if path else "nopath")
    return result


def _has_modal(scene: Scene, token: int) -> bool:
    return any(scene.tree.tags[t] == "MD" for t in scene.tree.children[token])
