"""Measures speed and memory, and writes the figures into docs/benchmarks.md.

    make bench                                   everything
    make bench ARGS="--only speed --print"       one part, printed only; parts: speed, start, memory, assess, scale

Speed is always given beside spaCy's whole pipeline over the same texts in the same run, so that a slow or busy machine
slows both. Both run in this process, on one core, alternating; the best of the rounds counts.
"""

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
MARK = "<!-- Below this line `make bench` writes. -->"
GOLD = (ROOT / "accuracy" / "gold", ROOT.parent / "shared" / "gold")
PLEDGEBOOK = Path(sys.executable).parent / "pledgebook"

TIMES_FASTER = 2.5
TIMES_FASTER_WHOLE = 1.0
HELP_SECONDS = 0.4
MEMORY_MB = 600
ASSESS_MB = 1000
WORK_OUT_REPORTS = 100_000
ONE_MORE_MS = 200
WORK_OUT_SECONDS = 600
WORK_OUT_MB = 4000


def one_core() -> None:
    """Keep this process and its libraries on one core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def gold_paths() -> list[Path]:
    """One file for each distinct English report text that is there, in a fixed order."""
    found: dict[str, Path] = {}
    for folder in GOLD:
        for path in sorted(path for path in folder.glob("*/reports/*.json") if path.parts[-3] != "ru"):
            found.setdefault(json.loads(path.read_text(encoding="utf-8"))["text"], path)
    return list(found.values())


def best(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The shortest time of each work, in seconds, the works taking turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def speed(rounds: int) -> list[str]:
    """Words a second of the extractor and of spaCy's whole pipeline."""
    one_core()
    import spacy

    from pledgebook.extract import Extractor
    from pledgebook.extract.parse import MODELS
    from pledgebook.ingest import find_sources, read_source
    from pledgebook.model import Report

    paths = gold_paths()
    found = [report for source in find_sources(paths) for report in read_source(source)]
    reports = [report for report in found if isinstance(report, Report)]
    words = sum(len(report.text.split()) for report in reports)
    nlp = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))

    def extract(*, fast: bool) -> int:
        reader = Extractor(fast=fast)  # a fresh one for each round remembers no sentence
        reader.encoder._seen.clear()  # noqa: SLF001
        reader.small._seen.clear()  # noqa: SLF001
        return sum(len(claims) for _, claims, _ in reader.read_many(reports))

    def parse() -> int:
        return sum(len(document) for document in nlp.pipe(report.text for report in reports))

    works = (lambda: extract(fast=False), lambda: extract(fast=True), parse)
    for work in works:  # once for the lazy parts
        work()
    whole, fast, theirs = best(rounds, *works)
    rows = [row("words in distinct gold reports", f"{words:,} in {len(reports)} reports", "")]
    rows.append(
        row(
            f"spaCy `{nlp.meta['name']}` {nlp.meta['version']}, {', '.join(nlp.pipe_names)}",
            f"{words / theirs:,.0f} words/s",
            "",
        )
    )
    for name, ours, wanted in (
        ("Pledgebook's extractor, one core", whole, TIMES_FASTER_WHOLE),
        ("the same with `--fast`", fast, TIMES_FASTER),
    ):
        ratio = theirs / ours
        rows.append(row(name, f"{words / ours:,.0f} words/s", ""))
        aim = target(f"at least {wanted} times", ratio >= wanted)
        rows.append(row(f"{name}: faster than spaCy's pipeline by", f"{ratio:.2f} times", aim))
    return rows


def start(rounds: int) -> list[str]:
    """How long `pledgebook --help` takes."""

    def show_help() -> None:
        subprocess.run([PLEDGEBOOK, "--help"], check=True, stdout=subprocess.DEVNULL)

    show_help()
    (seconds,) = best(max(rounds, 5), show_help)
    return [row("`pledgebook --help`", f"{seconds:.2f} s", target(f"under {HELP_SECONDS} s", seconds < HELP_SECONDS))]


def variations(count: int) -> Iterator[str]:
    """Reports that never were, one JSON object each: lines from all the shipped reports, with other numbers in them."""
    draw = random.Random(5)
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in gold_paths() if path.is_relative_to(ROOT)]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]

    def other_number(match: re.Match[str]) -> str:
        return str(draw.randrange(10 ** (len(match[0]) - 1), 10 ** len(match[0])))

    for number in range(count):
        text = re.sub(r"\b(?!19|20)\d{2,}\b", other_number, "\n".join(draw.sample(lines, 8)))
        report = {"id": f"variation-{number:05}", "outlet": "The Variation", "published": "2025-09-05", "text": text}
        yield json.dumps(report, ensure_ascii=False)


def memory(count: int) -> list[str]:
    """Peak memory of `pledgebook read` over many reports, and how long it takes."""
    with tempfile.TemporaryDirectory() as folder:
        lines = list(variations(count))
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
        reports = Path(folder) / "reports"
        reports.mkdir()
        for first in range(0, count, 100):
            (reports / f"{first:05}.jsonl").write_text("\n".join(lines[first : first + 100]), encoding="utf-8")
        command = [PLEDGEBOOK, "read", reports, "--book", Path(folder) / "bench.book"]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        if os.waitstatus_to_exitcode(status):
            sys.exit(f"bench: pledgebook read failed: {' '.join(map(str, command))}")
        book_mb = sum(path.stat().st_size for path in Path(folder).glob("bench.book*")) / 1e6
    peak = usage.ru_maxrss / 1024
    return [
        row(
            f"`pledgebook read`, {count:,} reports: most memory",
            f"{peak:.0f} MB",
            target(f"under {MEMORY_MB} MB", peak < MEMORY_MB),
        ),
        row(
            f"`pledgebook read`, {count:,} reports: time",
            f"{seconds:.0f} s, {words / seconds:,.0f} words/s into the book",
            "",
        ),
        row(f"the book of {count:,} reports", f"{book_mb:.0f} MB", ""),
    ]


def assessment() -> list[str]:
    """How long it takes to assess arrangements of many pledges: figures, needs, blockers, weights and the chance.

    A target is met only with blockers of up to three conditions, a weight for every condition, a chance that is exact or within
    a point, and less than a gigabyte of memory. Each case runs in a process of its own.
    """
    import assessing

    rows = []
    for number, (what, limit, _, conditions) in enumerate(assessing.CASES):
        command = [sys.executable, Path(__file__).with_name("assessing.py"), str(number)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        chance = "exact" if found["exact"] else f"within {100 * found['width']:.2f} points"
        told = f"{found['seconds']:.2f} s, {found['megabytes']:.0f} MB; blockers to order {found['order']}, "
        told += f"{found['weights']} weights, chance {chance}"
        enough = found["order"] >= 3 and found["weights"] == conditions and found["width"] <= 0.01
        is_met = enough and found["seconds"] < limit and found["megabytes"] < ASSESS_MB
        rows.append(row(what, told, target(f"under {limit} s and {ASSESS_MB:,} MB", is_met)))
    return rows + beside_peers()


def beside_peers() -> list[str]:
    """The chance alone, beside libraries of decision diagrams in the same run."""
    import assessing

    seconds, theirs = assessing.beside_peers(assessing.hub_shaped(500, 30, 0.5))
    if not theirs:
        print(
            "bench: no library of decision diagrams is installed to set beside: pip install oxidd dd", file=sys.stderr
        )
    return [
        row(
            f"the chance alone, 500 pledges on 30 conditions, beside {name}",
            f"{seconds:.2f} s; {name} {took:.2f} s with {nodes:,} nodes; {took / seconds:.1f} times faster",
            target("the same answer", is_equal),
        )
        for name, (took, nodes, is_equal) in theirs.items()
    ]


def scale(sizes: list[int]) -> list[str]:
    """How long it takes to work out what many synthetic reports say together, in processor time, and the memory of it."""
    rows = []
    for count in sizes:
        command = [sys.executable, Path(__file__).with_name("scale.py"), str(count), "--json"]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        seconds, megabytes = figures["working out, s"], figures["most memory, MB"]
        told = f"{seconds:.0f} s, {1000 * seconds / count:.1f} ms a report; {megabytes:.0f} MB"
        is_met = seconds < WORK_OUT_SECONDS and megabytes < WORK_OUT_MB
        aim = target(f"under {WORK_OUT_SECONDS} s and {WORK_OUT_MB:,} MB", is_met) if count >= WORK_OUT_REPORTS else ""
        rows.append(row(f"work out {count:,} synthetic reports, 3 in 10 of them copies", told, aim))
        middle, slowest = figures["answers with one more, ms"], figures["slowest of them, ms"]
        told = (
            f"{middle:.0f} ms, at most {slowest:.0f} ms; its origins alone {figures['origins of one more, ms']:.0f} ms"
        )
        aim = target(f"under {ONE_MORE_MS} ms", middle < ONE_MORE_MS)
        rows.append(row(f"enter one report more than {count:,}, ask for findings and an actor's pledges", told, aim))
    return rows


def row(what: str, figure: str, wanted: str) -> str:
    return f"| {what} | {figure} | {wanted} |"


def target(words: str, is_met: bool) -> str:
    return f"{words}: {'met' if is_met else '**missed**'}"


def machine() -> str:
    """What the figures were taken on, as far as it matters for reading them."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["speed", "start", "memory", "assess", "scale"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reports", type=int, default=5000, help="how many reports are read for the memory figure")
    parser.add_argument(
        "--scale",
        type=int,
        nargs="+",
        default=[1000, 10_000],
        help="how many synthetic reports are worked out; 100000 takes a quarter of an hour",
    )
    parser.add_argument("--print", action="store_true", help="print the figures, leave docs/benchmarks.md as it is")
    args = parser.parse_args()
    # Speed comes last: it ties this process to one core.
    parts = {
        "start": lambda: start(args.rounds),
        "memory": lambda: memory(args.reports),
        "assess": assessment,
        "scale": lambda: scale(args.scale),
        "speed": lambda: speed(args.rounds),
    }
    rows = [line for name, part in parts.items() if args.only in (None, name) for line in part()]
    table = "\n".join(["| what | figure | target |", "| --- | ---: | --- |", *rows])
    print(table)
    if args.only is None and not args.print:
        above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        PAGE.write_text(f"{above}{MARK}\n\nMeasured on {machine()}\n\n{table}\n", encoding="utf-8")
        print(f"bench: written to {PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
