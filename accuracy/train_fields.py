"""Trains the weights by which fields are chosen (target, speaker, day, ...): writes src/pledgebook/data/field_weights.csv.

Every gold claim for learning gets its best candidate, its stance and its action (fields.py), and the product lays out the
options of each field; what is learnt is to tell the gold option from the others. The same input gives the same file.

    python accuracy/train_fields.py                   # train on all learning material, write
    python accuracy/train_fields.py --cross-validate  # figures of gold reports and files that were not trained on, write nothing
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import fields as scored
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from train import HERE, learning_reports

from pledgebook.extract import choosing
from pledgebook.extract.choosing import Option, by_feature, heaviest
from pledgebook.extract.speakers import key_of_speaker

WEIGHTS = HERE.parent / "src" / "pledgebook" / "data" / "field_weights.csv"
FOLDS = 5
RARE = 5
SMALL = 0.1
GOLD_WEIGHT = 2
"""How often each gold report counts: the further training reports were coded with less care."""
STRENGTH = {"target": 15.0, "first target": 15.0, "amounts": 30.0, "quantity": 15.0}
DEFAULT_STRENGTH = 8.0
"""How strongly weights are held near zero."""
MARGIN = {"target": -0.5, "first target": -0.5, "addressee": -1.0, "amounts": 0.5, "due": 0.75, "quantity": 0.25,
          "with": 1.25, "conditions": 0.3, "speaker": 1.0, "said": 1.0, "domains": 1.75}  # fmt: skip
"""How much having no answer is weighed down, so that as much is missed as is invented."""
LEANING = {"conditions": 0.5, "with": 0.3, "addressee": 0.3}
"""How much the encoder's leaning weighs; chosen on the reports that were held back from its training, since it knows the
answers of the others by heart. Its leaning towards targets was found to help nothing."""
PUBLISHED_ONLY = ("target", "first target", "addressee")
"""Fields that every training report states; the others stand in gold reports and in files with further fields only."""


@dataclass
class Case:
    """One choice that was laid out: the options' features and which of them gold has."""

    field: str
    report: str
    features: list[list[str]]
    right: int
    gold: bool


class Recorder:
    """A chooser that keeps the options of each choice, and gives the gold one where it can.

    The first thoughts of targets are given as `weights` would have them, since that is what the second ones will see.
    """

    def __init__(self, weights: Mapping[str, dict[str, float]] | None = None) -> None:
        self.weights = {field: by_feature(mine) for field, mine in (weights or {}).items()}
        self.cases: list[Case] = []
        self.missing: Counter[str] = Counter()
        self.golds: list[dict] = []
        self.report: Any = None
        self.unsound = scored.with_date_problem()

    def __call__(self, field: str, options: Sequence[Option], place: int) -> Option:
        if field not in PUBLISHED_ONLY and scored.part_of(self.report) is None:
            return options[0]
        if field == "said" and self.report.report.id in self.unsound:
            return options[0]
        at = right_of(field, options, self.golds[place])
        if at is None:
            self.missing[field] += 1
        elif len(options) > 1:
            features = [list(option.names()) for option in options]
            self.cases.append(Case(field, self.report.report.id, features, at, self.report.own))
        if field == "first target" and self.weights:
            return heaviest(self.weights[field], options)
        return options[at or 0]


def right_of(field: str, options: Sequence[Option], gold: dict) -> int | None:
    """The place of the gold option; None where it was not laid out."""
    if field == "amounts":
        wanted = [(round(float(a["value"]), 2), a["currency"]) for a in gold.get("amounts") or []]
        sum_ = options[1].value.amount
        return int((round(float(sum_.value), 2), sum_.currency) in wanted)
    if field == "conditions":
        words = set(scored.scoring.fold(options[1].value).split())
        return int(any(wanted and 2 * len(words & wanted) >= len(wanted) for wanted in scored.texts(gold)))
    if field == "with":
        return int(options[1].value.code in (gold.get("with") or []))
    if field == "domains":
        return int(str(options[1].value) in (gold.get("domains") or []))
    wanted = {
        "target": lambda: gold.get("target"),
        "first target": lambda: gold.get("target"),
        "addressee": lambda: gold.get("addressee"),
        "speaker": lambda: key_of_speaker(gold.get("speaker") or ""),
        "said": lambda: (gold.get("said") or "")[:10],
        "due": lambda: (gold.get("due") or "")[:7],
        "quantity": lambda: str(float(gold["quantity"]["value"])) if gold.get("quantity") else "",
    }[field]() or ""
    if field == "due":
        return next((n for n, option in enumerate(options) if option.key[:7] == wanted), None)
    return next((n for n, option in enumerate(options) if option.key == wanted), None)


def fit(cases: Sequence[Case], strength: float) -> dict[str, float]:
    """Weights under which the gold options are likeliest, held near zero."""
    counts = Counter(name for case in cases for features in case.features for name in set(features))
    columns = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    pointers, indexes, starts, right = [0], [], [], []
    for case in cases:
        starts.append(len(pointers) - 1)
        right.append(len(pointers) - 1 + case.right)
        for features in case.features:
            indexes += sorted({columns[name] for name in features if name in columns})
            pointers.append(len(indexes))
    inputs = csr_matrix((np.ones(len(indexes)), indexes, pointers), shape=(len(pointers) - 1, len(columns)))
    sizes = np.diff([*starts, len(pointers) - 1])
    owner = np.repeat(np.arange(len(cases)), sizes)
    truth = np.zeros(inputs.shape[0])
    truth[right] = 1.0

    def loss(weights):
        scores = inputs @ weights
        top = np.maximum.reduceat(scores, starts)
        shifted = np.exp(scores - top[owner])
        sums = np.add.reduceat(shifted, starts)
        chances = shifted / sums[owner]
        value = -(scores[right] - top - np.log(sums)).sum() + 0.5 * strength * weights @ weights
        return value, inputs.T @ (chances - truth) + strength * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return {name: round(float(found[n]), 3) for name, n in columns.items() if abs(found[n]) >= SMALL}


def fit_all(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Weights for each field, with its margin."""
    by_field: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_field[case.field] += [case] * (GOLD_WEIGHT if case.gold else 1)
    found = {}
    for field, mine in sorted(by_field.items()):
        found[field] = fit(mine, STRENGTH.get(field, DEFAULT_STRENGTH))
        found[field]["none"] = round(found[field].get("none", 0.0) - MARGIN.get(field, 0.0), 3)
        if field in LEANING:
            found[field][choosing.LEANING] = LEANING[field]
    return found


def chooser_of(weights: dict[str, dict[str, float]]):
    """A chooser by these weights."""
    by_field = {field: by_feature(mine) for field, mine in weights.items()}
    return lambda field, options, _: heaviest(by_field.get(field, {}), options)


def write(weights: dict[str, dict[str, float]]) -> None:
    with WEIGHTS.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        for field, found in sorted(weights.items()):
            for name, weight in sorted(found.items()):
                rows.writerow((field, name, f"{weight:g}"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true", help="print figures and write nothing")
    args = parser.parse_args()
    material = scored.tied_material(learning_reports())
    if args.cross_validate:
        cross_validate(material)
        return
    cases, missing = recorded(material)
    weights = fit_all(cases)
    write(weights)
    print({field: len(found) for field, found in weights.items()}, "not laid out:", dict(missing))


def recorded(material: scored.Material) -> tuple[list[Case], Counter[str]]:
    """All choices; those of targets with the first thoughts of a model of first thoughts."""
    first = Recorder()
    scored.fill(material, recorder=first)
    weights = fit_all([case for case in first.cases if case.field == "first target"])
    second = Recorder(weights)
    scored.fill(material, recorder=second)
    return second.cases, second.missing


def cross_validate(material) -> None:
    cases, missing = recorded(material)
    print(Counter(case.field for case in cases), "not laid out:", dict(missing), file=sys.stderr)
    fold = {one.report.id: n % FOLDS if one.own else -1 for n, one in enumerate(material.coded)}
    odd = {one.report.id for one in material.coded if scored.part_of(one) == "odd"}
    parts: dict[str, scored.Part] = {}
    for held in range(FOLDS):
        weights = fit_all([c for c in cases if fold[c.report] != held and c.report not in odd])
        inside = {r for r, n in fold.items() if n == held}
        if held == 0:
            inside |= {r for r in fold if r not in odd and fold[r] == -1} | odd
        for part in scored.fill(material, only=inside, chooser=chooser_of(weights)):
            mine = parts.setdefault(part.name, scored.Part(part.name, [], [], 0))
            mine.pairs += part.pairs
            mine.sound += part.sound
            mine.untied += part.untied
    scored.show(list(parts.values()))


if __name__ == "__main__":
    main()
