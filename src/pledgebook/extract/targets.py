"""Whom an act is for or against, and who is asked for it: the actors that may be meant, and what speaks for each."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.arguments import Scene, path_up
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.choosing import Option
from pledgebook.extract.roles import Roles
from pledgebook.model import Action, Party, Stance

_MOST_RANKED = 4
_SHARES = ((0.3, "most"), (0.15, "much"), (0.06, "some"), (0.0, "little"))
_AIMED = re.compile(
    r"\b(?:to|for|in|on|of|against|inside|into|towards|over|with|defend|support|help|arm|train|protect|aid|join|back)(?: the)? $",
    re.IGNORECASE,
)
_MEETING_PLACES = ("capital", "seat")
"""Kinds of mentions that name a government or where it meets, and hardly ever whom an act is for."""
_BELONGING = ("compound", "amod", "nmod", "poss")


@dataclass(frozen=True, slots=True)
class Around:
    """What a report as a whole says of the actors in it.

    Attributes:
        ranks: Codes that the report is about, with their place, 0 first.
        shares: How great a part of all mentions each code has.
        title: Codes in the title.
        first: Codes in the first sentence with any.
        kinds: The kind of mention by which each code is mostly named.
        before: For each sentence the codes of the sentence before it that has any.
        earlier: For each sentence the codes of the one before that.
        after: For each sentence the codes of the next one.
        places: For each code the sentences that name it, in order.
        aimed: The same of what is given, sent or done "to", "for" or "in" somebody.
        acting: How many claims each code makes, and how many of each action.
    """

    ranks: dict[str, int]
    shares: dict[str, str]
    title: frozenset[str]
    first: frozenset[str]
    kinds: dict[str, str]
    before: tuple[tuple[str, ...], ...]
    earlier: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    places: dict[str, list[int]]
    aimed: dict[str, str]
    acting: Counter[str]


def around(
    mentions: Sequence[Sequence[ActorMention]],
    about: Sequence[str],
    title: Iterable[ActorMention],
    text: str,
    acts: Iterable[tuple[str, Action]] = (),
) -> Around:
    """Look a report over.

    Args:
        mentions: For each sentence its actor mentions.
        about: Codes that it is mostly about.
        title: Actor mentions of the title.
        text: The report's text.
        acts: Actor and action of each claim.
    """
    codes = [tuple(dict.fromkeys(m.code for m in found if m.code)) for found in mentions]
    counts: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for mention in (m for found in mentions for m in found):
        if mention.code:
            counts[mention.code] += 1
            kinds.setdefault(mention.code, Counter())[mention.kind] += 1
    places: dict[str, list[int]] = {}
    aimed: Counter[str] = Counter()
    for number, found in enumerate(mentions):
        for mention in found:
            if mention.code:
                places.setdefault(mention.code, []).append(number)
                if mention.kind not in _MEETING_PLACES and _AIMED.search(
                    text[max(0, mention.span.start - 16) : mention.span.start]
                ):
                    aimed[mention.code] += 1
    acting: Counter[str] = Counter()
    for code, action in acts:
        acting[code] += 1
        acting[f"{code} {action}"] += 1
    total = sum(counts.values()) or 1
    ranked = list(
        dict.fromkeys([*about, *(code for code, _ in counts.most_common(_MOST_RANKED + 1) if code != "GROUP")])
    )
    before: list[tuple[str, ...]] = []
    earlier: list[tuple[str, ...]] = []
    last: tuple[str, ...] = ()
    last_but_one: tuple[str, ...] = ()
    for here in codes:
        before.append(last)
        earlier.append(last_but_one)
        if here:
            last, last_but_one = here, last
    return Around(
        ranks={code: place for place, code in enumerate(ranked[:_MOST_RANKED])},
        shares={code: _size(count / total) for code, count in counts.items()},
        title=frozenset(m.code for m in title if m.code and m.kind not in _MEETING_PLACES),
        first=frozenset(next((here for here in codes if here), ())),
        kinds={code: found.most_common(1)[0][0] for code, found in kinds.items()},
        before=tuple(before),
        earlier=tuple(earlier),
        after=(*codes[1:], ()),
        places=places,
        aimed={code: _size(count / aimed.total()) for code, count in aimed.items()},
        acting=acting,
    )


def party_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    report: Around,
    number: int,
    *,
    asked: str | None = None,
    rule: str | None = None,
    inside: frozenset[int] = frozenset(),
    roles: Roles | None = None,
    part: int = 0,
) -> list[Option]:
    """Nobody, then every actor of the sentence, its neighbours and the title, and those that the report is about.

    Args:
        scene: The sentence.
        candidate: Whose act it is.
        action: The act.
        stance: The stance towards it.
        report: What the report says as a whole.
        number: Of the sentence.
        asked: Code of who is asked.
        rule: Code of whom the grammar alone would name.
        inside: Tokens of conditions.
        roles: How the encoder sees the parts of others in it.
        part: Which of the parts is looked for: 0 the target, 1 the addressee.
    """
    actor = scene.mentions[candidate.mention].code or ""
    named: dict[str, list[int]] = {}
    for at, mention in enumerate(scene.mentions):
        if mention.code:
            named.setdefault(mention.code, []).append(at)
    codes = dict.fromkeys(named)
    for more in (
        report.before[number],
        report.earlier[number],
        report.after[number],
        sorted(report.title),
        report.ranks,
    ):
        codes.update(dict.fromkeys(more))
    codes["GROUP"] = None
    codes[actor] = None
    others = len({code for code in named if code != actor})
    with_what = (str(action), str(stance))
    empty = ["none", f"none:{min(others, 3)}", f"none:rule{bool(rule)}"]
    nobody = roles.nobody if roles is not None and not part else 0.0
    options = [Option("", None, ((empty, (*with_what, f"{action}|{stance}")),), nobody)]
    chain = frozenset(candidate.chain)
    for code in codes:
        found = _of_report(report, number, code, "in" if code in named else "out", action)
        if code == actor:
            found.add("self")
        if asked and asked == code:
            found.add("asked")
        if rule and rule == code:
            found |= {"rule", f"rule/{'in' if code in named else 'out'}"}
        of_mentions: set[str] = set()
        for at in named.get(code, ()):
            of_mentions |= _of_mention(scene, candidate, chain, at, inside)
        at_best = next((at for at in named.get(code, ()) if at != candidate.mention), None)
        party = Party(code) if at_best is None else scene.party(at_best)
        parts = ((found, (*with_what, f"{action}|{stance}")), (of_mentions, with_what))
        options.append(Option(code, party, parts, roles.leaning(code, part) if roles is not None else 0.0))
    return options


def with_others(options: Sequence[Option], place: int, first: Sequence[str], same_act: Sequence[bool]) -> list[Option]:
    """The options, with what was first thought of the report's other claims.

    Args:
        options: Of one claim.
        place: Of the claim among those of the report.
        first: For each claim of the report the key that was first chosen.
        same_act: For each claim whether it is of the same action.
    """
    others = [(key, same) for n, (key, same) in enumerate(zip(first, same_act, strict=True)) if n != place]
    if not others:
        return list(options)
    every, alike = Counter(key for key, _ in others), Counter(key for key, same in others if same)
    found = []
    for option in options:
        more = [f"others:{_share(every[option.key], len(others))}"]
        if alike:
            more.append(f"alike:{_share(alike[option.key], alike.total())}")
        if place and first[place - 1] == option.key:
            more.append("others:before")
        if place + 1 < len(first) and first[place + 1] == option.key:
            more.append("others:after")
        if first[place] == option.key:
            more.append("others:mine")
        kind = "none" if not option.key else "in" if option.value.span is not None else "out"
        parts = (*option.parts, ([*more, *(f"{f}/{kind}" for f in more)], ()))
        found.append(Option(option.key, option.value, parts, option.leaning))
    return found


def _size(share: float) -> str:
    return next(name for least, name in _SHARES if share >= least)


def _share(part: int, whole: int) -> str:
    return "0" if not part else str(min(4, 1 + 4 * part // whole))


def _of_report(report: Around, number: int, code: str, where: str, action: Action) -> set[str]:
    """How the report names an actor; ``where`` tells whether the sentence does."""
    kind = report.kinds.get(code, "none")
    found = {
        f"rank{report.ranks.get(code)}/{where}",
        f"share-{report.shares.get(code, 'little')}/{where}",
        f"kind-{kind}/{where}" if code != "GROUP" else f"GROUP/{where}",
    }
    found.add(f"aimed-{report.aimed.get(code, 'little')}/{where}")
    acts, alike = report.acting[code], report.acting[f"{code} {action}"]
    found |= {
        f"acts{min(acts, 2)}/{where}",
        f"acts-alike{min(alike, 2)}/{where}",
        f"acts{min(acts, 1)}-{min(alike, 1)}-{min(report.ranks.get(code, 4), 4)}/{where}",
    }
    if where == "out":
        places = report.places.get(code, [])
        last = bisect_left(places, number)
        gap = number - places[last - 1] if last else -1
        found.add("gap" + ("-ahead" if gap < 0 else str(gap) if gap < 3 else "3-5" if gap < 6 else "6+"))
    if code in report.title:
        found.add(f"title/{where}")
    if code in report.first:
        found.add(f"first/{where}")
    if code in report.before[number]:
        found.add(f"before/{where}")
        if report.before[number][0] == code:
            found.add(f"before1/{where}")
    elif code in report.earlier[number]:
        found.add(f"earlier/{where}")
    if code in report.after[number]:
        found.add(f"after/{where}")
    return found


def _of_mention(scene: Scene, candidate: Candidate, chain: frozenset[int], at: int, inside: frozenset[int]) -> set[str]:
    """How one mention stands to the act."""
    tree = scene.tree
    mention, mentioned = scene.mentions[at], scene.mentioned[at]
    if at == candidate.mention:
        return {"actor"}
    found = {f"m:kind={mention.kind}{'@' if mention.as_place else ''}{'' if mention.official else '-'}"}
    head = mentioned.head
    if head is None:
        found.add("m:headless")
        return found
    if head in inside:
        found.add("m:condition")
    if mentioned.first > 0:
        before = mentioned.first - 1
        found.add(f"m:before={tree.lemmas[before] if tree.tags[before] != 'CD' else '#'}")
    if tree.deps[head] in _BELONGING:
        found.add(f"m:of={tree.lemmas[tree.heads[head]]}")
    found.add("m:right" if head > candidate.leaf else "m:left")
    path = path_up(tree, head, set(chain))
    if path is None:
        found.add("m:nopath")
        return found
    anchor, labels = path
    role = "L" if anchor == candidate.leaf else "T" if anchor == candidate.chain[0] else "M"
    label = labels[-1] if labels else "on"
    found |= {
        f"m:path={role}:{label}",
        f"m:label={label}",
        f"m:ways={'>'.join(labels[-3:])}",
        f"m:at={label}/{tree.lemmas[anchor]}",
        f"m:long={min(len(labels), 4)}",
    }
    return found
