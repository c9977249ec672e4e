#!/usr/bin/env python3
"""Gold reports and gold claims as the values that Pledgebook itself works with, so that what is worked out from claims
can be measured apart from how well claims are found.

    gold_claims.py GOLD_SET > story.json             what reconcile makes of the gold claims, for score_story.py
    gold_claims.py GOLD_SET --plainly > story.json   what grouping by actor, action, target and sum alone makes of them
"""

import argparse
import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from pledgebook.model import (
    Action,
    Amount,
    Claim,
    Clues,
    ConditionKind,
    Domain,
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

LEARNT = datetime(2026, 1, 1, tzinfo=UTC)


def read_report(path):
    """One gold report, with nothing of its labels."""
    row = json.loads(path.read_text(encoding="utf-8"))
    published = When(row["published"]) if row.get("published") else None
    return Report(
        id=row["id"],
        text=row["text"],
        outlet=row.get("outlet"),
        url=row.get("url"),
        title=row.get("title"),
        published=published,
    )


def place(words, text, within):
    """Where the words stand: in the sentence if they can, else anywhere, else the sentence as a whole."""
    start = text.find(words, within.start, within.end)
    start = text.find(words) if start < 0 else start
    return Span(start, start + len(words)) if start >= 0 else within


def claim_of(row, report):
    """One gold claim as a model value; words that are not verbatim take the span of their sentence."""
    start = report.text.find(row["evidence"])
    sentence = Span(start, start + len(row["evidence"]))

    def mention(words):
        return Mention(words, place(words, report.text, sentence)) if words else None

    def party(code, words=""):
        return Party(code, words, place(words, report.text, sentence) if words else None) if code else None

    def day(iso):
        return StatedDate(When(iso)) if iso else None

    quantity = row.get("quantity")
    return Claim(
        report=report.id,
        evidence=Mention(row["evidence"], sentence),
        actor=party(row["actor"], row.get("actor_text", "")),
        stance=Stance(row["stance"]),
        action=Action(row["action"]),
        target=party(row.get("target")),
        addressee=party(row.get("addressee")),
        domains=tuple(Domain(d) for d in row.get("domains", [])),
        items=tuple(mention(item) for item in row.get("items", [])),
        quantity=StatedQuantity(Quantity(Decimal(str(quantity["value"])), quantity["unit"]), sentence)
        if quantity
        else None,
        amounts=tuple(
            StatedAmount(Amount(Decimal(str(a["value"])), a["currency"]), sentence) for a in row.get("amounts", [])
        ),
        conditions=tuple(
            StatedCondition(ConditionKind(c["kind"]), c["text"], place(c["text"], report.text, sentence))
            for c in row.get("conditions", [])
        ),
        joint=tuple(party(code) for code in row.get("with", [])),
        speaker=mention(row.get("speaker")),
        outlet=mention(row.get("outlet")),
        said=day(row.get("said")),
        due=day(row.get("due")),
        extractor="gold",
    )


def gold_readings(folder, read_clues=None):
    """All readings of a gold set, with gold claims; clues only where a reader of clues is given."""
    readings = []
    for path in sorted((folder / "reports").glob("*.json")):
        report = read_report(path)
        rows = json.loads((folder / "claims" / path.name).read_text(encoding="utf-8"))["claims"]
        clues = read_clues(report) if read_clues else Clues(report.id)
        readings.append(Reading(report, tuple(claim_of(row, report) for row in rows), clues, LEARNT, "gold"))
    return readings


def told_with_places(found, readings):
    """What reconcile made of gold claims, as story() gives it, but each claim as [report, its place in the gold list].

    score_story.py takes such pairs as they are; it need not guess by actor, action and words which gold claim is meant,
    and two sums of one sentence stay two.
    """
    from pledgebook.publish.story import story

    places = defaultdict(list)
    for reading in readings:
        for number, claim in enumerate(reading.claims):
            places[claim.id].append([reading.report.id, number])
    told = story(found)
    for pledge, row in zip(found.pledges, told["pledges"], strict=True):
        row["claims"] = [place for claim in pledge.claims for place in places[claim.id]]
    return told


def grouped_plainly(readings):
    """Pledges by actor, action, target and first sum alone: what a table with these four columns would say."""
    groups = defaultdict(list)
    for reading in readings:
        for number, claim in enumerate(reading.claims):
            target = claim.target.code if claim.target else None
            total = claim.amounts[0].amount if claim.amounts else None
            groups[claim.actor.code, claim.action, target, total].append([reading.report.id, number])
    return {"pledges": [{"claims": claims} for claims in groups.values()]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--plainly", action="store_true", help="group by actor, action, target and sum alone")
    args = parser.parse_args()
    from pledgebook.extract.clues import read_clues
    from pledgebook.reconcile import reconcile

    readings = gold_readings(args.gold, read_clues)
    told = grouped_plainly(readings) if args.plainly else told_with_places(reconcile(readings), readings)
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
