"""Train the gate that ships with Pledgebook, the first step of `make train`; and read the reports that all is learnt from.

Reads the learning part of the gold sets (splits.toml) and the training reports under accuracy/training, and fits one
weight a word: does a sentence of these words hold a gold claim? The floor is the score that nearly all sentences with a
claim reach, each scored by weights that have not seen its report. Nothing of the development test is read. The same input
gives the same file.

    python accuracy/train.py    # writes src/pledgebook/data/gate.json
"""

import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pledgebook.extract.extractor import gate_marks, prepare
from pledgebook.extract.gate import Gate, write_gate
from pledgebook.ingest import mark_furniture
from pledgebook.model import Report, When

HERE = Path(__file__).parent
GATE = HERE.parent / "src" / "pledgebook" / "data" / "gate.json"
LEARNING_SETS = ("ukraine", "other", "train-a", "train-b", "train-c")
SEED = 20251122
FOLDS = 5
RARE = 4
"""A word of fewer sentences gets no weight."""
LEAST = 0.01
"""A weight below this is left out."""
RECALL = 0.985
"""How many of the sentences with a claim are to pass."""


@dataclass
class Coded:
    """One training report: the report and its gold claims."""

    report: Report
    claims: list[dict]
    own: bool
    """Whether it is a gold report that figures are measured on, not one written only for training."""


def learning_reports() -> list[Coded]:
    """The gold reports for learning, then the training reports."""
    splits = tomllib.loads((HERE / "splits.toml").read_text("utf-8"))
    found = []
    for name in LEARNING_SETS:
        held_out = set(splits[name]["test"])
        for path in sorted((HERE / "gold" / name / "claims").glob("*.json")):
            if path.stem in held_out:
                continue
            raw = json.loads((path.parent.parent / "reports" / path.name).read_text("utf-8"))
            found.append(Coded(as_report(raw), json.loads(path.read_text("utf-8"))["claims"], own=True))
    for path in sorted((HERE / "training").glob("*.txt")):
        found += training_reports(path)
    return found


def as_report(raw: dict) -> Report:
    """A gold report as the product reads it."""
    return Report(
        id=raw["id"],
        text=raw["text"],
        outlet=raw.get("outlet"),
        url=raw.get("url"),
        title=raw.get("title"),
        published=When(raw["published"][:10]) if raw.get("published") else None,
        furniture=mark_furniture(raw["text"]),
    )


def training_reports(path: Path) -> list[Coded]:
    """The reports of one training file: a header line, sentences, and under each its claims (see training/README.md)."""
    found: list[Coded] = []
    header: list[str] = []
    paragraphs: list[list[str]] = [[]]
    claims: list[dict] = []

    def close() -> None:
        if not header:
            return
        outlet, published, title = header
        found.append(
            Coded(
                Report(
                    id=f"{path.stem}-{len(found) + 1:03}",
                    text="\n".join(" ".join(sentences) for sentences in paragraphs if sentences),
                    outlet=outlet or None,
                    title=title if title not in ("", "-") else None,
                    published=When(published) if published not in ("", "-") else None,
                ),
                list(claims),
                own=False,
            )
        )

    for line in path.read_text("utf-8").splitlines():
        if line.startswith("==="):
            close()
            header = [part.strip() for part in line.strip("= ").split("|", 2)]
            paragraphs, claims = [[]], []
        elif line.startswith(">"):
            actor, words, stance, action, target, addressee, *more = (part.strip() for part in line[1:].split("|"))
            claim = {
                "actor": actor,
                "actor_text": words,
                "stance": stance,
                "action": action,
                "evidence": paragraphs[-1][-1],
            }
            claim |= {key: value for key, value in (("target", target), ("addressee", addressee)) if value != "-"}
            claims.append(claim | further_fields(more))
        elif line.strip() == "¶":
            paragraphs.append([])
        elif line.strip():
            paragraphs[-1].append(line.strip())
    close()
    return found


def further_fields(parts: Iterable[str]) -> dict:
    """The `key=value` parts of a claim's line as the fields of a gold claim."""
    found: dict = defaultdict(list)
    for part in parts:
        key, _, value = (piece.strip() for piece in part.partition("="))
        if key == "if":
            kind, _, words = value.partition(":")
            found["conditions"].append({"kind": kind.strip(), "text": words.strip()})
        elif key == "amount":
            figure, currency = value.split()
            found["amounts"].append({"value": float(figure), "currency": currency})
        elif key == "qty":
            figure, _, unit = value.partition(" ")
            if figure.replace(",", "").replace(".", "", 1).isdecimal():
                found["quantity"] = {"value": float(figure.replace(",", "")), "unit": unit}
        elif key in ("items", "domains", "with"):
            found[key] += [one.strip() for one in value.split(";")]
        else:
            found[key] = value
    return dict(found)


@dataclass
class Cases:
    """The sentences that name an actor, as the gate sees them."""

    marks: list[set[str]]
    holds: np.ndarray
    """Whether each holds a gold claim."""
    fold: np.ndarray
    """Number of the part that its report belongs to."""


def cases_of(coded: Sequence[Coded]) -> Cases:
    """The sentences of all reports."""
    marks, holds, fold = [], [], []
    for number, one in enumerate(coded):
        prepared = prepare(one.report)
        evidence = [claim["evidence"] for claim in one.claims]
        for sentence, words, mentions in zip(prepared.sentences, prepared.words, prepared.mentions, strict=True):
            if any(mention.code for mention in mentions):
                marks.append(gate_marks(words, mentions))
                holds.append(any(sentence.text in e or e in sentence.text for e in evidence))
                fold.append(number % FOLDS)
    return Cases(marks, np.array(holds), np.array(fold))


def fit_gate(cases: Cases) -> Gate:
    """Weights of words, intercept, and the floor that keeps nearly all sentences with a claim (cross-validated)."""
    counts = Counter(word for words in cases.marks for word in words)
    columns = {word: n for n, word in enumerate(sorted(word for word, count in counts.items() if count >= RARE))}
    pointers, indexes = [0], []
    for words in cases.marks:
        indexes += sorted(columns[word] for word in words if word in columns)
        pointers.append(len(indexes))
    shape = (len(cases.marks), len(columns))
    inputs = csr_matrix((np.ones(len(indexes), np.float32), indexes, pointers), shape=shape)
    scores = np.zeros(len(cases.marks))
    for part in range(FOLDS):
        inside = cases.fold != part
        scores[~inside] = fitted(inputs[inside], cases.holds[inside]).decision_function(inputs[~inside])
    floor = np.quantile(scores[cases.holds], 1 - RECALL)
    passing = np.mean(scores[cases.holds] >= floor), np.mean(scores >= floor)
    print(f"gate: {passing[0]:.3f} of sentences with a claim pass, {passing[1]:.3f} of all")
    model = fitted(inputs, cases.holds)
    weights = {word: model.coef_[0, n] for word, n in columns.items() if abs(model.coef_[0, n]) > LEAST}
    return Gate(
        {word: float(np.float16(weight)) for word, weight in weights.items()},
        bias=float(np.float32(model.intercept_[0])),
        floor=float(np.float32(floor)),
    )


def fitted(inputs: csr_matrix, holds: np.ndarray) -> LogisticRegression:
    """A linear model of which sentences hold a claim."""
    return LogisticRegression(C=0.1, solver="liblinear", random_state=SEED).fit(inputs, holds)


def main() -> None:
    coded = learning_reports()
    gate = fit_gate(cases_of(coded))
    GATE.write_text(write_gate(gate), encoding="utf-8")
    print(f"{GATE.name}: {len(gate.weights)} words, {GATE.stat().st_size / 1e3:.0f} KB, from {len(coded)} reports")


if __name__ == "__main__":
    main()
