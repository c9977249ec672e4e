"""Train the ranking of antecedents that ships with Pledgebook: whose "government", "army" or "ministry" is meant.

Reads what `make train` reads. Where the words that name a claim's actor are such an organ told without its state,
the claim's code says which of the actors named before is meant. One weight for each mark of a candidate, fitted so
that the sum of the right candidate stands above the others (a softmax over the candidates of one mention).

    python accuracy/train_antecedents.py                  # write src/pledgebook/data/antecedents.json
    python accuracy/train_antecedents.py --cross-validate # print figures, whole files left out in turn, write nothing
"""

import argparse
import json
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from train import Coded, learning_reports

from pledgebook.extract import anaphora
from pledgebook.extract.antecedents import Antecedent, antecedents, choose_antecedent
from pledgebook.extract.extractor import Prepared, prepare
from pledgebook.extract.story import Story

TABLE = Path(__file__).parent.parent / "src" / "pledgebook" / "data" / "antecedents.json"
FOLDS = 5
RARE = 3
PENALTY = 5.0


@dataclass
class Case:
    """One organ told without its state, with the actors it can be of and whether each is meant."""

    file: str
    candidates: list[Antecedent]
    right: list[bool]


def cases_of(coded: Sequence[Coded]) -> list[Case]:
    """All organs told without their state that name the actor of a claim."""
    found: list[Case] = []
    asked: list[tuple[int, list[Antecedent]]] = []

    def listen(story: Story, at: int, ruled: str = "", typical: str = "") -> str:
        asked.append((story.mentions[at].span.start, antecedents(story, at, ruled, typical)))
        return choose_antecedent(story, at, ruled, typical)

    anaphora.choose_antecedent = listen  # listens in while the reports are read as the product reads them
    for one in coded:
        asked.clear()
        meant = meant_by(one, prepare(one.report))
        for start, candidates in asked:
            if candidates and start in meant:
                right = [candidate.code in meant[start] for candidate in candidates]
                found.append(Case(one.report.id.rsplit("-", 1)[0], candidates, right))
    anaphora.choose_antecedent = choose_antecedent
    return found


def meant_by(one: Coded, prepared: Prepared) -> dict[int, set[str]]:
    """For each mention that names the actor of claims, where it starts and the codes of those claims."""
    found: dict[int, set[str]] = defaultdict(set)
    for claim in one.claims:
        words = claim.get("actor_text")
        for sentence, mentions in zip(prepared.sentences, prepared.mentions, strict=True):
            if not words or not (sentence.text in claim["evidence"] or claim["evidence"] in sentence.text):
                continue
            at = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence.text)
            if at is None:
                continue
            start, end = sentence.span.start + at.start(), sentence.span.start + at.end()
            near = [m.span.start for m in mentions if m.span.start < end and m.span.end > start]
            if near and near[0] - start < 12:
                found[near[0]].add(claim["actor"])
    return found


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weight of each mark."""
    used = [case for case in cases if any(case.right) and not all(case.right)]
    counts = Counter(mark for case in used for candidate in case.candidates for mark in set(candidate.marks))
    columns = {mark: number for number, mark in enumerate(sorted(m for m, n in counts.items() if n >= RARE))}
    tables = []
    for case in used:
        table = np.zeros((len(case.candidates), len(columns)))
        for row, candidate in enumerate(case.candidates):
            for mark in candidate.marks:
                if mark in columns:
                    table[row, columns[mark]] += 1
        tables.append((table, np.array(case.right)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = PENALTY / 2 * weights @ weights, PENALTY * weights
        for table, right in tables:
            sums = table @ weights
            share = np.exp(sums - sums.max())
            share /= share.sum()
            mass = share[right].sum()
            value -= np.log(mass)
            slope = slope - (np.where(right, share, 0) / mass - share) @ table
        return value, slope

    solved = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {mark: round(float(solved.x[at]), 3) for mark, at in columns.items() if abs(solved.x[at]) >= 0.02}


def picks_right(case: Case, weights: dict[str, float]) -> bool:
    """Whether the highest sum is a right candidate's."""
    sums = [sum(weights.get(mark, 0.0) for mark in candidate.marks) for candidate in case.candidates]
    return case.right[sums.index(max(sums))]


def cross_validated(cases: Sequence[Case]) -> str:
    """The share of cases that are right, each judged by weights that saw nothing of its file."""
    folds = {name: number % FOLDS for number, name in enumerate(sorted({case.file for case in cases}))}
    right = 0
    for fold in range(FOLDS):
        weights = fit([case for case in cases if folds[case.file] != fold])
        right += sum(picks_right(case, weights) for case in cases if folds[case.file] == fold)
    ruled = sum(
        any(r and "rule" in c.marks for c, r in zip(case.candidates, case.right, strict=True)) for case in cases
    )
    reach = sum(any(case.right) for case in cases)
    total = len(cases)
    return f"{total} cases: {right / total:.1%} right, {ruled / total:.1%} by the rules alone, {reach / total:.1%} in reach"


def main() -> None:
    """Run the command line."""
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cross-validate", action="store_true", help="print figures, write nothing")
    parser.add_argument(
        "--until", type=int, default=10**6, metavar="N", help="use the training files up to number N only"
    )
    arguments = parser.parse_args()
    coded = [c for c in learning_reports() if c.own or int(c.report.id.split("-")[1]) <= arguments.until]
    cases = cases_of(coded)
    if arguments.cross_validate:
        print(cross_validated(cases))
        return
    weights = fit(cases)
    TABLE.write_text(json.dumps({"cases": len(cases), "weights": weights}, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{len(cases)} cases, {len(weights)} weights")


if __name__ == "__main__":
    main()
