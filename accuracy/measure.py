"""Measures what Pledgebook reads and works out against the gold sets, and writes the figures into docs/accuracy.md.

    make accuracy                          all sets, all figures, docs/accuracy.md
    make accuracy ARGS="--set ukraine"     one set, printed only
    make accuracy ARGS="--misses ukraine"  what was missed or invented in the set's learning part, printed only

Which reports are for learning and which are the development test stands in splits.toml. Of the development test only
totals are ever shown. The sets `real` and `seeds` hold texts that are not Pledgebook's to ship: they are read from
../shared/gold beside the project, and left out with a word where that is absent.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gold_claims
import score as scoring
import score_links

from pledgebook.extract import Extractor, Languages
from pledgebook.extract.clues import read_clues
from pledgebook.ingest import find_sources
from pledgebook.ledger import open_book
from pledgebook.model import Finding, FindingKind, Reading
from pledgebook.pipeline import read_reports
from pledgebook.publish.records import claim_record
from pledgebook.publish.story import story
from pledgebook.reconcile import reconcile

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
MARK = "<!-- Below this line `make accuracy` writes. -->"
SHIPPED = ("ukraine", "other", "train-a", "train-b", "train-c", "story3")
BESIDE = ("seeds", "real")
DOUBTED = "real"
WITH_STORY = ("ukraine", "other", "story3")
OTHER_LANGUAGES = {"ru": "Russian"}
"""Sets in languages other than English, named by the language; each is measured alone."""
APART = ("story3",)
"""Measured for the story alone: its claims are not pooled with the development test, whose reports were drawn by lot."""
LEVELS = ("actor+action", "family", "exact", "exact+target")
FIELDS = (
    *("amounts", "conditions", "condition_text", "domains", "with", "quantity"),
    *("target", "addressee", "speaker", "outlet", "said", "due"),
)
LEARNT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One gold set and which of its reports are the development test."""

    name: str
    folder: Path
    test: frozenset[str]

    def ids(self) -> frozenset[str]:
        return frozenset(path.stem for path in (self.folder / "reports").glob("*.json"))

    def learning(self) -> frozenset[str]:
        return self.ids() - self.test


def gold_sets() -> list[GoldSet]:
    """The sets that are there, those of the project first; says which are left out."""
    splits = tomllib.loads((ROOT / "accuracy" / "splits.toml").read_text(encoding="utf-8"))
    places = {name: ROOT / "accuracy" / "gold" / name for name in SHIPPED}
    places |= {name: ROOT.parent / "shared" / "gold" / name for name in BESIDE}
    found = []
    for name, folder in places.items():
        if not (folder / "reports").is_dir():
            print(f"accuracy: {name} is left out: its reports are not shipped with the project", file=sys.stderr)
            continue
        whole = GoldSet(name, folder, frozenset())
        rule = splits[name]
        test = {"test": whole.ids(), "learn": frozenset()}[rule] if isinstance(rule, str) else frozenset(rule["test"])
        found.append(GoldSet(name, folder, test))
    return found


def read_set(gold: GoldSet, within: Path, *, fast: bool = False) -> list[Reading]:
    """Every report of a set as `pledgebook read` (with `--fast`) reads it into a book."""
    book = open_book(within / f"{gold.name}{'-fast' if fast else ''}.book", create=True)
    reader = Languages(Extractor(fast=fast))
    summary = read_reports(find_sources([gold.folder / "reports"]), book, reader, now=lambda: LEARNT)
    if summary.failed:
        sys.exit(f"accuracy: {summary.failed[0].source} was not read: {summary.failed[0].why}")
    readings = list(book.readings())
    book.close()
    return readings


def write_claims(readings: Iterable[Reading], path: Path) -> None:
    """The claims as `pledgebook claims --jsonl` prints them."""
    with path.open("w", encoding="utf-8") as out:
        for reading in readings:
            for claim in reading.claims:
                out.write(json.dumps(claim_record(claim), ensure_ascii=False) + "\n")


def part(gold: GoldSet, ids: frozenset[str], within: Path) -> Path:
    """A folder that holds only these reports of a set, for score.py."""
    folder = within / f"{gold.name}-{len(ids)}-of-{len(gold.ids())}"
    for kind in ("reports", "claims"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for report in ids:
            link = folder / kind / f"{report}.json"
            if not link.exists():
                link.symlink_to(gold.folder / kind / f"{report}.json")
    return folder


def run_score(script: str, *arguments: str | Path) -> str:
    """What one of the scoring programs prints."""
    command = [sys.executable, str(ROOT / "accuracy" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def score(parts: list[Path], claims: Path) -> dict[str, Any]:
    """Pooled figures over some parts."""
    result: dict[str, Any] = json.loads(run_score("score.py", *parts, claims, "--json"))
    return result


def score_story(gold: GoldSet, readings: list[Reading], within: Path) -> dict[str, Any]:
    """Figures on what is worked out across a set's reports."""
    return scored(gold, story(reconcile(readings, ())), within)


def scored(gold: GoldSet, told: dict[str, Any], within: Path) -> dict[str, Any]:
    """What score_story.py says of a story."""
    path = within / f"{gold.name}.story.json"
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    result: dict[str, Any] = json.loads(run_score("score_story.py", gold.folder, path, "--json"))
    return result


def score_gold_claims(gold: GoldSet, within: Path) -> dict[str, dict[str, Any]]:
    """Figures on what is worked out from the gold claims themselves, and on the plainest grouping of them."""
    readings = gold_claims.gold_readings(gold.folder, read_clues)
    ours = gold_claims.told_with_places(reconcile(readings, ()), readings)
    plain = gold_claims.grouped_plainly(readings)
    true = json.loads((gold.folder / "STORY.json").read_text(encoding="utf-8"))
    return {
        "Pledgebook": scored(gold, ours, within) | {"links": score_links.link_scores(true, ours)[0]},
        "by actor, action, target and sum alone": scored(gold, plain, within),
    }


def three(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, the first column to the left, figures to the right."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def levels_table(figures: dict[str, Any], scope: str) -> str:
    """Precision, recall, F1 and interval at each level."""
    rows = []
    for level in LEVELS:
        value = figures[f"{scope}:{level}"]
        low, high = value["ci"]
        rows.append([level, three(value["p"]), three(value["r"]), three(value["f1"]), f"{low:.3f} to {high:.3f}"])
    return table(["level", "precision", "recall", "F1", "95 % interval of F1"], rows)


def sets_table(figures: dict[str, dict[str, Any]]) -> str:
    """One line a part: how much there is, and F1 in scope core."""
    rows = []
    for name, value in figures.items():
        counts = [str(value[key]) for key in ("reports", "gold_claims", "found_claims")]
        rows.append([name, *counts, *(three(value[f"core:{level}"]["f1"]) for level in LEVELS)])
    return table(["part", "reports", "gold claims", "found", *LEVELS], rows)


def fields_table(figures: dict[str, dict[str, Any]]) -> str:
    """F1 of each field on matched claims, and how often it is there."""
    rows = []
    for field in FIELDS:
        row = [field.replace("_", " ")]
        for value in figures.values():
            found = value[f"field:{field}"]
            row += [three(found.get("f1", found.get("accuracy"))), str(found["n"])]
        rows.append(row)
    rows.append(["evidence verbatim"])
    for value in figures.values():
        rows[-1] += [three(value["evidence_verbatim"]), str(value["found_claims"])]
    return table(["field", *(cell for name in figures for cell in (name, "n"))], rows)


def story_table(stories: dict[str, dict[str, Any]]) -> str:
    """Precision, recall and F1 of what is worked out across reports, findings by kind."""
    rows = []
    for name, value in stories.items():
        for key, found in value.items():
            if key == "dates":
                share = f"right to the day {three(found['day'])}, to the month {three(found['month'])}"
                rows.append([name, key, str(found["n"]), "–", share, "–", "–"])
            else:
                counts = [str(found["gold"]), str(found["found"])]
                rows.append([name, key, *counts, three(found["p"]), three(found["r"]), three(found["f1"])])
    return table(["set", "what", "gold", "found", "precision", "recall", "F1"], rows)


def gold_claims_table(figures: dict[str, dict[str, dict[str, Any]]]) -> str:
    """How well gold claims are brought together, and the findings made of them."""
    rows = []
    for name, ways in figures.items():
        for way, value in ways.items():
            pledges, findings = value["pledges"], value["findings"]
            counts = [str(pledges["gold"]), str(pledges["found"])]
            more = [three(findings["f1"])] if findings["found"] else ["–"]
            links = value.get("links")
            more += [three(links["part_of"]["f1"]), three(links["stance"]["right"])] if links else ["–", "–"]
            rows.append([name, way, *counts, *(three(pledges[key]) for key in ("p", "r", "f1")), *more])
    head = [
        "set",
        "way",
        "gold pairs",
        "found",
        "precision",
        "recall",
        "F1",
        "findings F1",
        "part_of F1",
        "latest stance",
    ]
    return table(head, rows)


def page(
    parts: dict[str, dict[str, Any]],
    stories: dict[str, dict[str, Any]],
    from_gold: dict[str, dict[str, dict[str, Any]]],
    extractor: str,
    missing: list[str],
) -> str:
    """The measured half of docs/accuracy.md."""
    chosen = {name: parts[name] for name in ("learning part", "development test", "real") if name in parts}
    pieces = [f"Extractor: `{extractor}`."]
    if missing:
        pieces.append(f"Not measured here, because its texts were not there: {', '.join(missing)}.")
    pieces += ["## All parts: F1, scope core", sets_table(parts)]
    for name, figures in chosen.items():
        pieces += [f"## {name.capitalize()}", "Scope core:", levels_table(figures, "core")]
        pieces += ["Scope all:", levels_table(figures, "all")]
    pieces += [
        "## Fields of matched claims",
        "F1 (condition text: share right), and how many gold values (n).",
        fields_table(chosen),
    ]
    pieces += ["## Across reports", story_table(stories)]
    pieces += [
        "## Across reports, from the gold claims",
        "What is made of claims that are all right: pairs of claims rightly put under one pledge; then F1 of findings, F1 of "
        "`part_of` links, and how often a pledge's latest stance is right.",
        gold_claims_table(from_gold),
    ]
    return "\n\n".join(pieces) + "\n"


def ways_table(figures: dict[str, dict[str, Any]]) -> str:
    """One line a way of reading: precision, recall and F1 on the development test."""
    rows = []
    for name, value in figures.items():
        row = [name]
        for level in ("actor+action", "exact"):
            row += [three(value[f"core:{level}"][key]) for key in ("p", "r", "f1")]
        rows.append(row)
    return table(["way", "actor+action: precision", "recall", "F1", "exact: precision", "recall", "F1"], rows)


def confidence_table(claims: Iterable[tuple[float, bool]]) -> str:
    """How often a reading of a given confidence is right, and how far the two lie apart on average."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in claims:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    rows, apart, many = [], 0.0, sum(map(len, bins.values()))
    for number in sorted(bins):
        mean = sum(confidence for confidence, _ in bins[number]) / len(bins[number])
        share = sum(right for _, right in bins[number]) / len(bins[number])
        apart += abs(mean - share) * len(bins[number]) / many
        rows.append(
            [f"{number / 10:.1f} to {number / 10 + 0.1:.1f}", str(len(bins[number])), three(mean), three(share)]
        )
    rows.append(["expected calibration error", str(many), "–", three(apart)])
    return table(["confidence", "claims", "mean confidence", "share right"], rows)


def doubts_section(findings: Iterable[Finding]) -> str:
    """What is doubted in official texts and agency copy, where hardly a date or a sum is wrong: a count by kind, and each
    impossible date and slipped sum by its report, to be looked at by a person.
    """
    held = list(findings)
    kinds = Counter(str(finding.kind) for finding in held)
    grave = [f for f in held if f.kind in (FindingKind.IMPOSSIBLE_DATE, FindingKind.AMOUNT_SLIP)]
    listed = [f"- {f.places[0].report}: {f.kind}, proposed instead: {f.proposal or 'nothing'}" for f in grave]
    return (
        "\n\n".join(
            [
                "\n## Findings in `real`",
                "Dates and sums of official texts and agency copy are hardly ever wrong, so each `impossible_date` and `amount_slip` found there "
                "is listed below to be looked at.",
                table(["kind", "findings"], [[kind, str(count)] for kind, count in sorted(kinds.items())]),
                "\n".join(listed) or "No date is called impossible and no sum slipped.",
            ]
        )
        + "\n"
    )


def judged_claims(sets: list[GoldSet], readings: list[Reading]) -> list[tuple[float, bool]]:
    """The confidence of each claim found in the development test, and whether it matches a gold claim exactly."""
    found = []
    for gold in sets:
        coded = scoring.read_gold(gold.folder)
        for reading in readings:
            if reading.report.id not in gold.test:
                continue
            records = [claim_record(claim) for claim in reading.claims]
            pairs = scoring.pair(coded[reading.report.id]["claims"], records, scoring.LEVELS["exact"])
            right = {id(record) for _, record in pairs}
            sure = [claim.confidence for claim in reading.claims]
            found += [(c, id(record) in right) for c, record in zip(sure, records, strict=True) if c is not None]
    return found


def write_page(measured: str) -> None:
    """Put the figures below the mark; what stands above it is kept."""
    above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    PAGE.write_text(f"{above}{MARK}\n\n{measured}", encoding="utf-8")


def other_languages() -> str:
    """Figures on the reports in other languages, each read by its pack; says which pack is not installed."""
    splits = tomllib.loads((ROOT / "accuracy" / "splits.toml").read_text(encoding="utf-8"))
    pieces = []
    for language, name in OTHER_LANGUAGES.items():
        pack = Languages().of(language)
        if pack is None:
            said = f'{name} is not measured: its pack is not installed (pip install "pledgebook[{language}]")'
            print(f"accuracy: {said}", file=sys.stderr)
            pieces.append(f"\n## {name}\n\n{said}.\n")
            continue
        print(f"accuracy: reading {language} ...", file=sys.stderr)
        gold = GoldSet(language, ROOT / "accuracy" / "gold" / language, frozenset(splits[language]["test"]))
        with tempfile.TemporaryDirectory() as folder:
            claims = Path(folder) / "claims.jsonl"
            write_claims(read_set(gold, Path(folder)), claims)
            sides = {"learning part": gold.learning(), "test part": gold.test}
            figures = {side: score([part(gold, ids, Path(folder))], claims) for side, ids in sides.items()}
        pieces.append(f"\n## {name}: F1, scope core\n\nExtractor: `{pack.name}`.\n\n{sets_table(figures)}\n")
        pieces.append(f"\n{fields_table(figures)}\n")
    return "".join(pieces)


def show_misses(name: str, sets: list[GoldSet]) -> int:
    """Print what was missed or invented in a set's learning part; refuse the development test."""
    gold = next((gold for gold in sets if gold.name == name or name in gold.ids()), None)
    if gold is None:
        print(f"accuracy: no set or report {name!r}; sets: {', '.join(gold.name for gold in sets)}", file=sys.stderr)
        return 2
    wanted = gold.learning() if name == gold.name else frozenset([name])
    if wanted & gold.test or not wanted:
        print(
            f"accuracy: {name} belongs to the development test; nobody reads its misses to write rules", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        claims = Path(folder) / "claims.jsonl"
        write_claims(read_set(gold, Path(folder)), claims)
        print(run_score("score.py", part(gold, wanted, Path(folder)), claims, "--misses"))
    return 0


def measure(
    sets: list[GoldSet],
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]], dict[str, dict[str, dict[str, Any]]], str, str]:
    """All figures: by part, by story, by story from gold claims, the extractor's name, and what is said of the
    development test alone.
    """
    more = doubts = ""
    from_gold: dict[str, dict[str, dict[str, Any]]] = {}
    parts: dict[str, dict[str, Any]] = {}
    stories: dict[str, dict[str, Any]] = {}
    extractor = ""
    with tempfile.TemporaryDirectory() as folder:
        within = Path(folder)
        pooled = within / "claims.jsonl"
        everything: list[Reading] = []
        for gold in sets:
            print(f"accuracy: reading {gold.name} ...", file=sys.stderr)
            readings = read_set(gold, within)
            everything += readings
            extractor = readings[0].extractor
            if gold.name == DOUBTED:
                doubts = doubts_section(reconcile(readings).findings)
            if gold.name in WITH_STORY:
                stories[gold.name] = score_story(gold, readings, within)
                from_gold[gold.name] = score_gold_claims(gold, within)
        write_claims(everything, pooled)
        pooled_sets = [gold for gold in sets if gold.name not in APART]
        learning = [part(gold, gold.learning(), within) for gold in pooled_sets if gold.learning()]
        test = [part(gold, gold.test, within) for gold in pooled_sets if gold.test]
        written = [part(gold, gold.test, within) for gold in pooled_sets if gold.test and gold.learning()]
        for name, folders in (
            ("learning part", learning),
            ("development test", test),
            ("its written reports", written),
        ):
            if folders:
                parts[name] = score(folders, pooled)
        for gold in sets:
            parts[gold.name] = score([gold.folder], pooled)
        if test:
            cheap = within / "fast.jsonl"
            print("accuracy: reading again, fast ...", file=sys.stderr)
            write_claims(
                (reading for gold in pooled_sets if gold.test for reading in read_set(gold, within, fast=True)), cheap
            )
            ways = {"with the encoder (default)": parts["development test"], "`--fast`": score(test, cheap)}
            more = "\n## Ways of reading: development test, scope core\n\n" + ways_table(ways)
            more += "\n\n## Confidence: development test, all actions\n\n"
            more += confidence_table(judged_claims(pooled_sets, everything)) + "\n"
    return parts, stories, from_gold, extractor, more + doubts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", help="measure one set and only print")
    parser.add_argument(
        "--misses", metavar="SET", help="print misses in a set's learning part, or in one learning report"
    )
    parser.add_argument("--print", action="store_true", help="print the figures, leave docs/accuracy.md as it is")
    args = parser.parse_args()
    sets = gold_sets()
    if args.set in OTHER_LANGUAGES:
        print(other_languages())
        return 0
    if args.misses:
        return show_misses(args.misses, sets)
    chosen = [gold for gold in sets if args.set in (None, gold.name)]
    if not chosen:
        print(f"accuracy: no set {args.set!r}; there are {', '.join(gold.name for gold in sets)}", file=sys.stderr)
        return 2
    parts, stories, from_gold, extractor, more = measure(chosen)
    missing = [name for name in (*SHIPPED, *BESIDE) if name not in {gold.name for gold in sets}]
    measured = page(parts, stories, from_gold, extractor, missing) + more
    if args.set is None:
        measured += other_languages()
    print(measured)
    if args.set is None and not args.print and not missing:
        write_page(measured)
        print(f"accuracy: written to {PAGE.relative_to(ROOT)}", file=sys.stderr)
    elif missing:
        print("accuracy: docs/accuracy.md is left as it is, because sets are missing", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
