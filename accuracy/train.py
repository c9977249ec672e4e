"""Train the judge that ships with Pledgebook: `make train`.

Reads the learning part of the gold sets (splits.toml) and the training reports
under accuracy/training, lets the extractor propose its candidates, ties each
gold claim to the candidate that fits it best, and fits linear models (claim,
bearer, stance, action) and the gate. THRESHOLD and FLOOR were chosen by the figures that
--cross-validate prints; nothing of the development test is read. The same
input gives the same file.

    python accuracy/train.py                  # train, write src/pledgebook/data/judge.zip
    python accuracy/train.py --cross-validate # print cross-validated figures of the learning part, write nothing
"""

import argparse
import hashlib
import json
import sys
import tomllib
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import score as scoring
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pledgebook.extract.candidates import WEAK, Candidate
from pledgebook.extract.extractor import Considered, Extractor, prepare
from pledgebook.extract.features import feature_parts, features
from pledgebook.extract.gate import gate_words
from pledgebook.extract.judge import ACTIONS, STANCES, WIDTH, Judge, Verdict, write_judge
from pledgebook.extract.parse import Tree
from pledgebook.extract.sifting import not_ruled_out, who, without_repeats
from pledgebook.ingest import mark_furniture
from pledgebook.model import Report, When

HERE = Path(__file__).parent
JUDGE = HERE.parent / "src" / "pledgebook" / "data" / "judge.zip"
LEARNING_SETS = ("ukraine", "other", "train-a", "train-b", "train-c")
SEED = 20251122
FOLDS = 5
RARE = 4
RARE_PAIR = 8
THRESHOLD = 0.2
FLOOR = 0.16
C_PAIR, C_CLAIM, C_STANCE, C_ACTION = 0.05, 0.05, 0.15, 0.15
GATE_RECALL = 0.985
_MOST_OF_ONE_ACTOR = 3
_SECOND_THRESHOLD = 0.45
NO_JUDGE = Judge({}, np.zeros((0, WIDTH), np.float32), np.zeros(WIDTH, np.float32), {}, 0.0, -1e9, 0.5, 0.0, "none")


@dataclass
class Coded:
    """One training report: the report and its gold claims."""

    report: Report
    claims: list[dict]
    own: bool
    """Whether it is a gold report that figures are measured on, not one written only for training."""


@dataclass
class Row:
    """One candidate as the models see it."""

    report: int
    sentence: int
    text: str
    actor: str
    words: str
    shared: list[str]
    """Features of the sentence, one list for all its candidates."""
    features: list[str]
    """Features of the candidate itself."""


def choose(judge: Judge, sentence: Considered) -> list[tuple[Candidate, Verdict]]:
    """The claims of a sentence: for each actor that makes one the candidate that bears it, and others of another action."""
    view = sentence.view
    shared = judge.known(view.bag)
    parts: dict[int, frozenset[int]] = {}
    by_actor: dict[tuple[str, str], list[tuple[Candidate, frozenset[int]]]] = defaultdict(list)
    for candidate in sentence.candidates:
        *common, own = feature_parts(view, candidate)
        rows = judge.known(own)
        for part in common:
            if id(part) not in parts:
                parts[id(part)] = judge.known(part)
            rows |= parts[id(part)]
        by_actor[who(sentence, candidate)].append((candidate, rows))
    chosen: list[tuple[Candidate, Verdict]] = []
    for found in by_actor.values():
        everything = shared.union(*(own for _, own in found))
        claim = judge.chance_of_claim(everything)
        if claim < judge.threshold:
            continue
        candidates = [candidate for candidate, _ in found]
        judged = judge.verdicts(claim, shared, everything, [own for _, own in found])
        judged = [not_ruled_out(view, candidate, one) for candidate, one in zip(candidates, judged, strict=True)]
        verdicts = [pair for pair in zip(candidates, judged, strict=True) if pair[1].confidence >= judge.floor]
        verdicts.sort(key=lambda pair: -pair[1].bears)
        mine = verdicts[:1]
        for candidate, verdict in verdicts[1:]:
            if len(mine) >= _MOST_OF_ONE_ACTOR or verdict.bears < _SECOND_THRESHOLD:
                break
            if all(verdict.action is not other.action for _, other in mine):
                mine.append((candidate, verdict))
        chosen += mine
    return [pair for pair in chosen if not is_done_to(sentence.tree, pair, chosen)]


def is_done_to(tree: Tree, pair: tuple[Candidate, Verdict], chosen: Sequence[tuple[Candidate, Verdict]]) -> bool:
    """Whether the actor is only whom the same verb's subject acts on: Haiti in "Norway pledged money for Haiti"."""
    candidate, verdict = pair
    top = candidate.chain[0]
    return candidate.relation in WEAK and any(
        other.relation in ("subj", "agent")
        and (top in other.chain or tree.heads[top] in other.chain)
        and (its.stance, its.action) == (verdict.stance, verdict.action)
        for other, its in chosen
    )


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


def rows_of(coded: Sequence[Coded]) -> tuple[list[Row], list[list[Considered]]]:
    """All candidates of all reports, from every sentence."""
    extractor = Extractor(NO_JUDGE)
    prepared = [prepare(one.report) for one in coded]
    considered = [
        found
        for start in range(0, len(prepared), 24)
        for found in extractor.consider(prepared[start : start + 24], gated=False)
    ]
    rows = []
    for number, sentences in enumerate(considered):
        for sentence in sentences:
            mentions = prepared[number].mentions[sentence.number]
            for candidate in sentence.candidates:
                mention = mentions[candidate.mention]
                rows.append(
                    Row(
                        report=number,
                        sentence=sentence.number,
                        text=sentence.sentence.text,
                        actor=sentence.mentioned[candidate.mention].code or "",
                        words=mention.text,
                        shared=sentence.view.bag,
                        features=features(sentence.view, candidate),
                    )
                )
    return rows, considered


def first_fit(rows: Sequence[Row]):
    """How well a candidate fits a gold claim before anything is learnt: by the classes of its words."""

    known = [set(row.features) for row in rows]

    def fit(number: int, claim: dict) -> float:
        has, row = known[number], rows[number]
        value = 3.0 * (f"ac={claim['action']}" in has) + 2.0 * (f"oc={claim['action']}" in has)
        value += 2.0 * (f"sc={claim['stance']}" in has) + 1.0 * ("rel=subj" in has or "rel=agent" in has)
        return value + 2.0 * _same_words(row.words, claim.get("actor_text") or "")

    return fit


def _same_words(one: str, other: str) -> float:
    a, b = set(scoring.fold(one).split()), set(scoring.fold(other).split())
    return len(a & b) / len(a | b) if a | b else 0.0


def tied(rows: Sequence[Row], coded: Sequence[Coded], fit) -> dict[int, dict]:
    """The gold claim of each candidate that one is tied to, by the candidate's number."""
    found: dict[int, dict] = {}
    by_report: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_report[row.report].append(number)
    for report, one in enumerate(coded):
        for claim in one.claims:
            evidence = claim["evidence"]
            fits = [
                n
                for n in by_report[report]
                if rows[n].actor == claim["actor"]
                and n not in found
                and (rows[n].text in evidence or evidence in rows[n].text)
            ]
            if fits:
                found[max(fits, key=lambda n: (fit(n, claim), -n))] = claim
    return found


def tie(rows: Sequence[Row], coded: Sequence[Coded], fit) -> list[tuple[str, str] | None]:
    """For each candidate the (stance, action) of the gold claim tied to it, or None."""
    found = tied(rows, coded, fit)
    return [(found[n]["stance"], found[n]["action"]) if n in found else None for n in range(len(rows))]


@dataclass
class Models:
    """Fitted models over one list of features."""

    columns: dict[str, int]
    pair: tuple[LogisticRegression, LogisticRegression, LogisticRegression]
    claim: LogisticRegression
    stance: LogisticRegression
    action: LogisticRegression


def matrix(columns: dict[str, int], rows: Iterable[tuple[list[str], Iterable[str]]]) -> csr_matrix:
    """One line a row, a 1 for each feature that has a column; what sentences share is looked up once."""
    pointers, indexes = [0], []
    known: dict[int, frozenset[int]] = {}
    kept = []
    for shared, own in rows:
        kept.append(shared)
        if id(shared) not in known:
            known[id(shared)] = frozenset(columns[name] for name in shared if name in columns)
        found = known[id(shared)].union(columns[name] for name in own if name in columns)
        indexes += sorted(found)
        pointers.append(len(indexes))
    return csr_matrix((np.ones(len(indexes), np.float32), indexes, pointers), shape=(len(pointers) - 1, len(columns)))


def columns_of(rows: Sequence[Row]) -> dict[str, int]:
    """The features that stand in enough sentences or candidates to be worth a weight."""
    counts = Counter(name for row in rows for name in set(row.features))
    for shared in {id(row.shared): row.shared for row in rows}.values():
        counts.update(set(shared))
    often = (name for name, count in counts.items() if count >= (RARE_PAIR if name.startswith("g=") else RARE))
    return {name: n for n, name in enumerate(sorted(often))}


def fit_models(rows: Sequence[Row], coded: Sequence[Coded], rounds: int = 2) -> Models:
    """Tie gold to candidates, fit, tie again by what was learnt, fit again."""
    columns = columns_of(rows)
    inputs = matrix(columns, ((row.shared, row.features) for row in rows))
    fit = first_fit(rows)
    words_fit = fit
    for round_number in range(rounds):
        labels = tie(rows, coded, fit)
        is_claim = np.array([label is not None for label in labels])
        positive = np.flatnonzero(is_claim)
        models = Models(
            columns,
            fit_pairs(columns, rows, labels),
            LogisticRegression(C=C_CLAIM, solver="liblinear", random_state=SEED).fit(inputs, is_claim),
            LogisticRegression(C=C_STANCE, max_iter=80, tol=1e-3).fit(
                inputs[positive], [labels[n][0] for n in positive]
            ),
            LogisticRegression(C=C_ACTION, max_iter=80, tol=1e-3).fit(
                inputs[positive], [labels[n][1] for n in positive]
            ),
        )
        if round_number + 1 < rounds:
            claim = models.claim.predict_log_proba(inputs)[:, 1]
            stance, action = models.stance.predict_log_proba(inputs), models.action.predict_log_proba(inputs)
            s_index = {name: n for n, name in enumerate(models.stance.classes_)}
            a_index = {name: n for n, name in enumerate(models.action.classes_)}

            def fit(n, gold, claim=claim, stance=stance, action=action, s_index=s_index, a_index=a_index):
                return (
                    0.5 * claim[n]
                    + stance[n, s_index[gold["stance"]]]
                    + action[n, a_index[gold["action"]]]
                    + 0.3 * words_fit(n, gold)
                )

    return models


def fit_pairs(
    columns, rows: Sequence[Row], labels
) -> tuple[LogisticRegression, LogisticRegression, LogisticRegression]:
    """Over the features of all of an actor's candidates in a sentence: does it make a claim, with which stance and action."""
    names: dict[tuple, set[str]] = defaultdict(set)
    shared: dict[tuple, list[str]] = {}
    held: dict[tuple, list[tuple[str, str]]] = defaultdict(list)
    for row, label in zip(rows, labels, strict=True):
        key = (row.report, row.sentence, row.actor)
        names[key].update(row.features)
        shared[key] = row.shared
        if label is not None:
            held[key].append(label)
    inputs = matrix(columns, ((shared[key], found) for key, found in names.items()))
    claims = [held[key] for key in names]
    single = [n for n, found in enumerate(claims) if len(found) == 1]
    return (
        LogisticRegression(C=C_PAIR, solver="liblinear", random_state=SEED, tol=1e-3).fit(
            inputs, [bool(c) for c in claims]
        ),
        LogisticRegression(C=C_PAIR, max_iter=80, tol=1e-3).fit(inputs[single], [claims[n][0][0] for n in single]),
        LogisticRegression(C=C_PAIR, max_iter=80, tol=1e-3).fit(inputs[single], [claims[n][0][1] for n in single]),
    )


def fit_gate(
    considered: Sequence[Sequence[Considered]], coded: Sequence[Coded]
) -> tuple[dict[str, float], float, float]:
    """Weights of words, intercept, and the floor that keeps nearly all sentences with a claim (cross-validated)."""
    texts, holds, groups = [], [], []
    for number, (sentences, one) in enumerate(zip(considered, coded, strict=True)):
        evidence = [claim["evidence"] for claim in one.claims]
        for sentence in sentences:
            kinds = {f"@{mentioned.kind}" for mentioned in sentence.mentioned}
            texts.append(gate_words(sentence.sentence.text) | kinds)
            holds.append(any(sentence.sentence.text in e or e in sentence.sentence.text for e in evidence))
            groups.append(number % FOLDS)
    counts = Counter(word for words in texts for word in words)
    columns = {word: n for n, word in enumerate(sorted(word for word, count in counts.items() if count >= 4))}
    pointers, indexes = [0], []
    for words in texts:
        indexes += sorted(columns[word] for word in words if word in columns)
        pointers.append(len(indexes))
    inputs = csr_matrix((np.ones(len(indexes), np.float32), indexes, pointers), shape=(len(texts), len(columns)))
    truth, fold = np.array(holds), np.array(groups)
    scores = np.zeros(len(texts))
    for part in range(FOLDS):
        model = LogisticRegression(C=0.1, solver="liblinear", random_state=SEED).fit(
            inputs[fold != part], truth[fold != part]
        )
        scores[fold == part] = model.decision_function(inputs[fold == part])
    floor = float(np.quantile(scores[truth], 1 - GATE_RECALL))
    print(
        f"gate: {np.mean(scores[truth] >= floor):.3f} of sentences with a claim pass, {np.mean(scores >= floor):.3f} of all"
    )
    model = LogisticRegression(C=0.1, solver="liblinear", random_state=SEED).fit(inputs, truth)
    weights = {word: float(model.coef_[0, n]) for word, n in columns.items() if abs(model.coef_[0, n]) > 0.01}
    return weights, float(model.intercept_[0]), floor


def as_judge(
    models: Models, gate: tuple[dict[str, float], float, float], threshold: float, floor: float, version: str
) -> Judge:
    """The models as the product keeps them, features without weight left out."""
    weights = np.zeros((len(models.columns), WIDTH), np.float32)
    bias = np.zeros(WIDTH, np.float32)
    weights[:, 0], bias[0] = models.pair[0].coef_[0], models.pair[0].intercept_[0]
    weights[:, 1], bias[1] = models.claim.coef_[0], models.claim.intercept_[0]
    at = 2
    for codes, model in (
        (STANCES, models.stance),
        (ACTIONS, models.action),
        (STANCES, models.pair[1]),
        (ACTIONS, models.pair[2]),
    ):
        for n, code in enumerate(codes):
            if code in model.classes_:
                k = list(model.classes_).index(code)
                weights[:, at + n], bias[at + n] = model.coef_[k], model.intercept_[k]
            else:
                bias[at + n] = -30.0
        at += len(codes)
    keep = np.flatnonzero(np.abs(weights).max(axis=1) > 0.05)
    names = sorted(models.columns, key=lambda name: models.columns[name])
    return Judge(
        {names[old]: new for new, old in enumerate(keep)},
        weights[keep].astype(np.float16).astype(np.float32),
        bias,
        *gate,
        threshold,
        floor,
        version,
    )


OPEN_GATE = ({}, 0.0, -1e9)


Found = list[tuple[Considered, Candidate, Verdict]]


def as_claims(found: Found, threshold: float, floor: float) -> list[dict]:
    """What is read at a threshold and a floor, repeats left out, as the scorer wants it."""
    return [
        {
            "actor": s.mentioned[c.mention].code,
            "stance": str(v.stance),
            "action": str(v.action),
            "evidence": s.sentence.text,
        }
        for s, c, v in without_repeats(
            [item for item in found if item[2].claim >= threshold and item[2].confidence >= floor]
        )
    ]


def figures(
    coded: Sequence[Coded], found: Sequence[list[dict]], core: bool = True
) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 at each level, over gold reports only."""
    result = {}
    for level in ("actor+action", "family", "exact"):
        hit = gold = got = 0
        for one, claims in zip(coded, found, strict=True):
            if not one.own:
                continue
            g = [c for c in one.claims if not core or c["action"] in scoring.CORE]
            f = [c for c in claims if not core or c["action"] in scoring.CORE]
            hit, gold, got = hit + len(scoring.pair(g, f, scoring.LEVELS[level])), gold + len(g), got + len(f)
        result[level] = scoring.prf(hit, gold, got)
    return result


def cross_validate(
    coded: Sequence[Coded], rows: Sequence[Row], considered: Sequence[Sequence[Considered]], folds: int = FOLDS
) -> None:
    """Print figures by threshold and floor over the gold reports for learning, each read by a judge that has not seen it."""
    own = [n for n, one in enumerate(coded) if one.own]
    fold = {int(report): n % FOLDS for n, report in enumerate(np.random.RandomState(SEED).permutation(own))}
    thresholds, floors = (0.2, 0.4, 0.55), (0.0, 0.1, 0.13, 0.16, 0.2, 0.25)
    found: dict[int, Found] = {}
    for part in range(folds):
        inside = [n for n in range(len(coded)) if fold.get(n) != part]
        index = {n: k for k, n in enumerate(inside)}
        models = fit_models(
            [replace(row, report=index[row.report]) for row in rows if row.report in index], [coded[n] for n in inside]
        )
        judge = as_judge(models, OPEN_GATE, min(thresholds), 0.0, "cv")
        for n, its_fold in fold.items():
            if its_fold == part:
                found[n] = [(s, c, v) for s in considered[n] for c, v in choose(judge, s)]
        print(f"fold {part + 1} of {folds} done", file=sys.stderr)
    for threshold, floor in product(thresholds, floors):
        table = figures([coded[n] for n in found], [as_claims(claims, threshold, floor) for claims in found.values()])
        print(
            f"threshold {threshold:.2f} floor {floor:.2f}  "
            + "  ".join(f"{level} P {p:.3f} R {r:.3f} F1 {f:.3f}" for level, (p, r, f) in table.items())
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true", help="print cross-validated figures and write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the folds to run (default: all)")
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    coded = learning_reports()
    rows, considered = rows_of(coded)
    labels = tie(rows, coded, first_fit(rows))
    claims = sum(len(one.claims) for one in coded)
    tied = sum(label is not None for label in labels)
    print(f"{len(coded)} reports, {claims} gold claims, {tied} with a candidate, {len(rows)} candidates")
    if args.cross_validate:
        cross_validate(coded, rows, considered, args.folds)
        return
    models = fit_models(rows, coded)
    read = json.dumps([[one.report.digest, one.claims] for one in coded], sort_keys=True)
    version = hashlib.blake2b(read.encode(), digest_size=4).hexdigest()
    judge = as_judge(models, fit_gate(considered, coded), THRESHOLD, FLOOR, version)
    JUDGE.write_bytes(write_judge(judge))
    print(f"{JUDGE.name}: {len(judge.rows)} features, {JUDGE.stat().st_size / 1e6:.1f} MB, version {version}")


if __name__ == "__main__":
    main()
