"""Reads dates and sums of money out of corpora that others annotated, and writes the figures into docs/examinations.md.

    make examinations                      all, beside two other taggers, docs/examinations.md
    make examinations ARGS="--print"       printed only
    accuracy/examinations.py --json        Pledgebook's figures alone, for programs

The corpora are not Pledgebook's to ship: they are read from ../shared/data beside the project. Rules were written with
an eye on one half of each (by the hash of the document's name); the other half was only scored.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from currency_specs import Spec, Sum, is_met, own_sums, read_specs, spec_sum
from time_corpora import Document, meantime, wikiwars
from time_scores import Answer, Scores

from pledgebook.extract.amounts import find_amounts
from pledgebook.extract.time_expressions import find_time_expressions

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
SPECS = DATA / "recognizers_specs/NumberWithUnit/English/CurrencyModel.json"
PAGE = ROOT / "docs" / "examinations.md"
MARK = "<!-- Below this line `make examinations` writes. -->"
HALVES = ("all", "read", "scored only")
OWN = "Pledgebook"
PRINTED: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("€35.1 billion", (("35100000000", "EUR"),)),
    ("€35.1 bn (₩57 tn)", (("35100000000", "EUR"), ("57000000000000", "KRW"))),
    ("7 billion kroner (about ₩963.6 bn)", (("7000000000", "NOK"), ("963600000000", "KRW"))),
    ("7 billion kroner", (("7000000000", "NOK"),)),
    ("CA$1bn", (("1000000000", "CAD"),)),
    ("CA$1 bn (₩1 tn)", (("1000000000", "CAD"), ("1000000000000", "KRW"))),
    ("CA$1 billion (about ₩1 trillion)", (("1000000000", "CAD"), ("1000000000000", "KRW"))),
    ("$900 billion", (("900000000000", "USD"),)),
    ("$90 bn", (("90000000000", "USD"),)),
    ("€5bn", (("5000000000", "EUR"),)),
    ("£4.5bn", (("4500000000", "GBP"),)),
    ("1 trillion won", (("1000000000000", "KRW"),)),
    ("SEK 16bn", (("16000000000", "SEK"),)),
    ("DKK 1.4bn", (("1400000000", "DKK"),)),
    ("half a billion dollars", (("500000000", "USD"),)),
    ("$5-6 billion", (("5000000000", "USD"), ("6000000000", "USD"))),
    ("two billion euros", (("2000000000", "EUR"),)),
)
"""Forms on which other readers of sums were tried before one was written (docs/decisions/0004)."""


def own_dates(document: Document) -> Iterable[Answer]:
    """Pledgebook's answer."""
    for one in find_time_expressions(document.text, published=document.published):
        yield Answer(one.span.start, one.span.end, (one.value,))


def ask_peers(python: str, asked: list[dict[str, str]]) -> list[dict[str, list[dict[str, Any]]]]:
    """What the other taggers answer; remembered in .cache for the same questions and the same taggers."""
    program = ROOT / "accuracy" / "peers.py"
    questions = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in asked)
    key = hashlib.sha256(
        questions.encode() + program.read_bytes() + (ROOT / "requirements/peers.lock").read_bytes()
    ).hexdigest()
    kept = ROOT / ".cache" / f"peers-{key[:16]}.jsonl"
    if not kept.exists():
        print(f"examinations: asking the other taggers {len(asked)} questions, a few minutes ...", file=sys.stderr)
        said = subprocess.run(
            [python, str(program)], input=questions, capture_output=True, check=False, text=True, encoding="utf-8"
        )
        if said.returncode:
            raise SystemExit(f"examinations: the other taggers failed:\n{said.stderr[-2000:]}")
        kept.write_text(said.stdout, encoding="utf-8")
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]


def score_dates(corpus: list[Document], peers: str | None) -> dict[str, dict[str, Scores]]:
    """Scores by tagger and half."""
    result = {OWN: {half: Scores() for half in HALVES}}
    for document in corpus:
        answers = list(own_dates(document))
        for half in ("all", document.half):
            result[OWN][half].add(document, answers)
    if peers is None:
        return result
    asked = [{"kind": "dates", "text": one.text, "published": one.published.isoformat()} for one in corpus]
    for document, said in zip(corpus, ask_peers(peers, asked), strict=True):
        today = document.published.isoformat()
        for tool, found in said.items():
            for suffix, choice in CHOICES if tool in OPEN else CHOICES[:1]:
                scores = result.setdefault(tool + suffix, {half: Scores() for half in HALVES})
                answers = [Answer(one["start"], one["end"], choice(one["values"], today)) for one in found]
                for half in ("all", document.half):
                    scores[half].add(document, answers)
    return result


def looking_back(values: list[str], today: str) -> tuple[str, ...]:
    """Of several readings the latest that is not ahead of the document, as news is mostly meant."""
    back = [value for value in values if value[:10] <= today[: len(value[:10])]]
    return (max(back),) if back and len(values) > 1 else tuple(values[:1])


CHOICES: tuple[tuple[str, Callable[[list[str], str], tuple[str, ...]]], ...] = (
    ("", lambda values, _: tuple(values[:1])),
    (", looking back", looking_back),
    (", either reading", lambda values, _: tuple(values)),
)
"""What is taken where a tagger leaves several readings open: its first, the latest that is past, any that is right."""
OPEN = ("recognizers-text",)
"""Taggers that leave several readings open."""


def peer_sums(peers: str, texts: list[str]) -> list[list[Sum]]:
    """The sums that recognizers-text finds in each text."""
    said = ask_peers(peers, [{"kind": "amounts", "text": text} for text in texts])
    return [
        [found for one in answer["recognizers-text"] if (found := spec_sum(*one["values"])) is not None]
        for answer in said
    ]


def score_specs(specs: list[Spec], peers: str | None) -> dict[str, tuple[int, int, list[str]]]:
    """By tagger: specs met, forms of PRINTED read, texts of the specs not met."""
    printed = [Spec(text, tuple((Decimal(value), code) for value, code in sums), "") for text, sums in PRINTED]
    found = {OWN: [own_sums(find_amounts(spec.text)) for spec in (*specs, *printed)]}
    if peers is not None:
        found["recognizers-text"] = peer_sums(peers, [spec.text for spec in (*specs, *printed)])
    result = {}
    for tool, sums in found.items():
        met = [is_met(spec, mine) for spec, mine in zip((*specs, *printed), sums, strict=True)]
        missed = [spec.text for spec, good in zip(specs, met, strict=False) if not good]
        result[tool] = (sum(met[: len(specs)]), sum(met[len(specs) :]), missed)
    return result


def three(value: float) -> str:
    return f"{value:.3f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, the first column to the left, figures to the right."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def dates_table(scores: dict[str, dict[str, Scores]], which: str) -> str:
    """One line a tagger and half."""
    rows = []
    for tool, halves in scores.items():
        for half, both in halves.items():
            one = both.dates if which == "dates" else both.every
            rows.append(
                [f"{tool}, {half}", str(one.annotated), str(one.found), str(one.matched), str(one.right),
                 three(one.precision), three(one.recall), three(one.f1)]
            )  # fmt: skip
    head = ["tagger, documents", "annotated", "found", "overlap", "right value", "precision", "recall", "value F1"]
    return table(head, rows)


def page(dates: dict[str, dict[str, dict[str, Scores]]], specs: list[Spec], sums: dict[str, Any]) -> str:
    """The measured half of docs/examinations.md."""
    pieces = []
    for corpus, scores in dates.items():
        pieces += [f"## {corpus}: dates, to the day", dates_table(scores, "dates")]
        pieces += [f"## {corpus}: every expression of time", dates_table(scores, "every")]
    kept = [spec for spec in specs if not spec.gone]
    left = sorted({spec.gone for spec in specs if spec.gone})
    rows = [
        [tool, f"{met} of {len(kept)}", three(met / len(kept)), f"{printed} of {len(PRINTED)}"]
        for tool, (met, printed, _) in sums.items()
    ]
    pieces += [
        "## Sums of money",
        f"Of {len(specs)} specs {len(specs) - len(kept)} are left out, of currencies that are no more: {', '.join(left)}.",
        table(["tagger", "specs met", "share", "forms that reports print"], rows),
    ]
    return "\n\n".join(pieces) + "\n"


def figures(dates: dict[str, dict[str, dict[str, Scores]]], kept: list[Spec], sums: dict[str, Any]) -> dict[str, Any]:
    """The figures as plain data."""
    result: dict[str, Any] = {
        f"{corpus}: {which}": {
            tool: {half: round(getattr(both, which).f1, 4) for half, both in halves.items()}
            for tool, halves in scores.items()
        }
        for corpus, scores in dates.items()
        for which in ("dates", "every")
    }
    result["specs"] = {tool: round(met / len(kept), 4) for tool, (met, _, _) in sums.items()}
    result["forms"] = {tool: round(printed / len(PRINTED), 4) for tool, (_, printed, _) in sums.items()}
    result["specs not met"] = {tool: missed for tool, (_, _, missed) in sums.items() if tool == OWN}
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--peers", metavar="PYTHON", help="the Python that has the other taggers; default: leave them out"
    )
    parser.add_argument("--print", action="store_true", help="print the figures, leave docs/examinations.md as it is")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, leave the page as it is")
    args = parser.parse_args()
    missing = [path for path in (DATA / "meantime", DATA / "wikiwars", SPECS) if not path.exists()]
    if missing:
        print(
            f"examinations: not here: {', '.join(map(str, missing))}; put the corpora there to measure", file=sys.stderr
        )
        return 1
    corpora = {"MEANTIME": meantime(DATA / "meantime"), "WikiWars": wikiwars(DATA / "wikiwars")}
    dates = {name: score_dates(corpus, args.peers) for name, corpus in corpora.items()}
    specs = read_specs(SPECS)
    kept = [spec for spec in specs if not spec.gone]
    sums = score_specs(kept, args.peers)
    if args.json:
        print(json.dumps(figures(dates, kept, sums), ensure_ascii=False, indent=1))
        return 0
    measured = page(dates, specs, sums)
    print(measured)
    if not args.print and args.peers is not None:
        above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(f"{above}{MARK}\n\n{measured}", encoding="utf-8")
        print(f"examinations: written to {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
