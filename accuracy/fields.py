"""Scores the fields of claims apart from how well claims are found: every gold claim gets its best candidate, its
stance and its action, and the product fills in the rest.

    python accuracy/fields.py                           # figures by field, for each part
    python accuracy/fields.py --misses target           # what was missed or invented in one field
    python accuracy/fields.py --misses said --part gold

Parts: `gold`, the learning part of the gold sets; `even` and `odd`, the training files with further fields
(training/README.md) by the number of the file. Misses of `odd` are not shown: its figures tell what holds beyond
the reports that were looked at. Nothing of the development test is read.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import score as scoring
from train import HERE, LEARNING_SETS, Coded, learning_reports

from pledgebook.extract.answers import fit_of
from pledgebook.extract.choosing import Chooser, choose
from pledgebook.extract.extractor import Considered, Extractor, Prepared, prepare
from pledgebook.extract.fields import Fields
from pledgebook.extract.focus import country_of, focus_of
from pledgebook.extract.verdict import Verdict
from pledgebook.model import Action, Stance
from pledgebook.publish.records import claim_record

FIRST_WITH_FIELDS = 101
Pair = tuple[dict, dict]


@dataclass
class Part:
    """Some reports with the gold claims that have a candidate, and what the product fills in."""

    name: str | None
    pairs: list[Pair]
    sound: list[bool]
    """Whether `said` may be scored: not in reports whose stated date cannot be true."""
    untied: int


def part_of(one: Coded) -> str | None:
    """Which part a report belongs to; None for training reports without further fields."""
    if one.own:
        return "gold"
    number = int(re.findall(r"\d+", one.report.id)[0])
    return None if number < FIRST_WITH_FIELDS else ("odd", "even")[number % 2 == 0]


@dataclass
class Material:
    """Reports with all that is found in them before fields are filled.

    Attributes:
        coded: The reports with their gold claims.
        prepared: What is found before parsing.
        considered: The sentences with their candidates.
        claims: For each report the gold claim of a candidate, by place of the sentence and place of the candidate.
    """

    coded: list[Coded]
    prepared: list[Prepared]
    considered: list[list[Considered]]
    claims: list[dict[tuple[int, int], dict]]


def tied_material(coded: list[Coded]) -> Material:
    """Read the reports and tie each gold claim to a candidate."""
    extractor = Extractor()
    prepared = [prepare(one.report) for one in coded]
    considered = [extractor.consider(one) for one in prepared]
    claims = [tied(*parts) for parts in zip(coded, prepared, considered, strict=True)]
    return Material(coded, prepared, considered, claims)


def tied(one: Coded, prepared: Prepared, sentences: Sequence[Considered]) -> dict[tuple[int, int], dict]:
    """Each gold claim of a report, in their order, with the candidate of its actor and evidence that fits it best."""
    found: dict[tuple[int, int], dict] = {}
    for claim in one.claims:
        verdict, evidence = verdict_of(claim), claim["evidence"]
        fits = {
            (at, which): fit_of(sentence.view, candidate, verdict)
            + 2.0
            * same_words(prepared.mentions[sentence.number][candidate.mention].text, claim.get("actor_text") or "")
            for at, sentence in enumerate(sentences)
            if sentence.sentence.text in evidence or evidence in sentence.sentence.text
            for which, candidate in enumerate(sentence.candidates)
            if (sentence.mentioned[candidate.mention].code or "") == claim["actor"] and (at, which) not in found
        }
        if fits:
            found[max(fits, key=fits.__getitem__)] = claim
    return found


def verdict_of(gold: dict) -> Verdict:
    """Stance and action of a gold claim, as if they had been read."""
    return Verdict(1.0, Stance(gold["stance"]), Action(gold["action"]))


def same_words(one: str, other: str) -> float:
    """The share of words that two names have in common."""
    a, b = set(scoring.fold(one).split()), set(scoring.fold(other).split())
    return len(a & b) / len(a | b) if a | b else 0.0


def filled(material: Material, number: int, chooser: Chooser, recorder: Any = None) -> Iterator[Pair]:
    """The gold claims of a report, each with the claim that the product makes of its candidate."""
    prepared, considered, claims = material.prepared[number], material.considered[number], material.claims[number]
    acting = {(considered[at].number, considered[at].candidates[which].mention) for at, which in claims}
    focus = focus_of(prepared.mentions, prepared.sentences, acting)
    country = country_of(prepared.report.outlet)
    reader = Fields(prepared, focus, "gold", country=country, chooser=recorder or chooser)
    golds, by_sentence = [], []
    for at, sentence in enumerate(considered):
        mine = [(which, gold) for (place, which), gold in sorted(claims.items(), key=lambda c: c[0]) if place == at]
        golds += [gold for _, gold in mine]
        by_sentence.append([(sentence, sentence.candidates[which], verdict_of(gold)) for which, gold in mine])
    if recorder is not None:
        recorder.golds, recorder.report = golds, material.coded[number]
    for gold, claim in zip(golds, reader.claims(items for items in by_sentence if items), strict=True):
        yield gold, claim_record(claim)


def with_date_problem() -> frozenset[str]:
    """Ids of the gold reports for learning whose stated date cannot be true."""
    files = (path for name in LEARNING_SETS for path in (HERE / "gold" / name / "claims").glob("*.json"))
    return frozenset(path.stem for path in files if json.loads(path.read_text("utf-8")).get("date_problem"))


def fill(
    material: Material, *, only: Collection[str] | None = None, chooser: Chooser = choose, recorder: Any = None
) -> list[Part]:
    """Let the product fill in the fields of all tied claims, of some reports only if ids are given."""
    unsound = with_date_problem()
    parts = {name: Part(name, [], [], 0) for name in ("gold", "even", "odd", None)}
    for number, one in enumerate(material.coded):
        if only is not None and one.report.id not in only:
            continue
        part = parts[part_of(one)]
        found = [
            ({**gold, "report": one.report.id}, claim) for gold, claim in filled(material, number, chooser, recorder)
        ]
        part.pairs += found
        part.sound += [one.report.id not in unsound] * len(found)
        part.untied += len(one.claims) - len(found)
    return [part for name, part in parts.items() if name and part.pairs]


MANY: dict[str, Callable[[dict], list]] = {
    "conditions": lambda c: [k["kind"] for k in c.get("conditions") or []],
    "amounts": lambda c: [(round(float(a["value"]), 2), a["currency"]) for a in c.get("amounts") or []],
    "quantity": lambda c: [float(c["quantity"]["value"])] if c.get("quantity") else [],
    "domains": lambda c: list(c.get("domains") or []),
    "with": lambda c: list(c.get("with") or []),
}
ONE: dict[str, Callable[[dict], str | None]] = {
    "target": lambda c: c.get("target"),
    "addressee": lambda c: c.get("addressee"),
    "speaker": scoring.surname,
    "outlet": lambda c: scoring.fold(c.get("outlet")),
    "said": lambda c: (c.get("said") or "")[:10],
    "due": lambda c: (c.get("due") or "")[:7],
}
FIELDS = ("conditions", "condition_text", *list(MANY)[1:], *ONE)


def texts(claim: dict) -> list[set[str]]:
    """The words of each condition."""
    return [set(scoring.fold(k.get("text")).split()) for k in claim.get("conditions") or []]


def met(words: set[str], claim: dict) -> bool:
    """Whether one of the claim's conditions shares half of these words, as score.py has it."""
    return any(words & other and len(words & other) >= 0.5 * len(words) for other in texts(claim))


def figures(part: Part) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and number of gold values of each field; of `condition_text` the share that is right."""
    result: dict[str, tuple[float, float, float, int]] = {}
    for name, items in MANY.items():
        found, count = scoring.multiset_f1(part.pairs, items)
        result[name] = (*found, count)
    for name, value in ONE.items():
        pairs = [p for p, sound in zip(part.pairs, part.sound, strict=True) if sound or name != "said"]
        found, count = scoring.value_f1(pairs, value)
        result[name] = (*found, count)
    wanted = [(words, f) for g, f in part.pairs for words in texts(g)]
    share = sum(met(words, f) for words, f in wanted) / max(1, len(wanted))
    result["condition_text"] = (share, share, share, len(wanted))
    return result


def misses(part: Part, field: str) -> Iterator[str]:
    """One paragraph for each claim whose field is not as in gold."""
    for (gold, claim), sound in zip(part.pairs, part.sound, strict=True):
        if field == "said" and not sound:
            continue
        if field == "condition_text":
            wrong = any(not met(words, claim) for words in texts(gold))
            was, got = (
                [c["text"] for c in gold.get("conditions") or []],
                [c["text"] for c in claim.get("conditions") or []],
            )
        else:
            of = MANY.get(field) or ONE[field]
            was, got = of(gold) or None, of(claim) or None
            wrong = sorted(was or [], key=str) != sorted(got or [], key=str) if field in MANY else was != got
            if field == "conditions":
                was = [(c["kind"], c["text"]) for c in gold.get("conditions") or []]
                got = [(c["kind"], c["text"]) for c in claim.get("conditions") or []]
        if wrong:
            what = f"{gold['actor']} {gold['stance']} {gold['action']} -> {gold.get('target')}"
            yield f"{gold['report']}  {what}\n    gold {was}\n    got  {got}\n    {claim['evidence']}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", choices=FIELDS, help="show what was missed or invented in one field")
    parser.add_argument("--part", choices=("gold", "even"), help="of this part only; default: both")
    args = parser.parse_args()
    coded = [one for one in learning_reports() if part_of(one)]
    parts = fill(tied_material(coded))
    if args.misses:
        for part in parts:
            if part.name != "odd" and args.part in (None, part.name):
                print(*misses(part, args.misses), sep="\n\n")
        return
    show(parts)


def show(parts: Sequence[Part]) -> None:
    """Print F1 with precision, recall and count, one line a field."""
    print(
        " " * 15 + "".join(f"{part.name} ({len(part.pairs)} claims, {part.untied} untied)".ljust(34) for part in parts)
    )
    tables = [figures(part) for part in parts]
    for name in FIELDS:
        cells = [f"{f:.3f}  P {p:.3f} R {r:.3f} n={n}" for p, r, f, n in (table[name] for table in tables)]
        print(f"{name:15}" + "".join(cell.ljust(34) for cell in cells))


if __name__ == "__main__":
    sys.exit(main())
