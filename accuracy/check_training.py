"""Checks training reports: codes, dates, and that what must be verbatim is.

python accuracy/check_training.py accuracy/training/reports-101.txt ...

Prints one line a fault, with file and line, and how much there is; exits with 1 where anything is wrong.
"""

import re
import sys
from pathlib import Path

from pledgebook.model import Action, ConditionKind, Domain, Stance

STANCES, ACTIONS, KINDS, DOMAINS = ({str(code) for code in codes} for codes in (Stance, Action, ConditionKind, Domain))
KEYS = {"speaker", "outlet", "if", "amount", "qty", "items", "domains", "with", "said", "due", "again"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
CODE = re.compile(r"[A-Z][A-Z0-9 -]*$")


def faults_of(path: Path) -> tuple[list[str], int, int, int]:
    """What is wrong in a file, and its numbers of reports, sentences and claims."""
    found: list[str] = []
    reports = sentences = claims = 0
    sentence = ""
    report: list[str] = []
    pending: list[tuple[int, str]] = []

    def wrong(line: int, why: str) -> None:
        found.append(f"{path}:{line}: {why}")

    def close() -> None:
        text = "\n".join(report)
        for line, name in pending:
            if name not in text:
                wrong(line, f"the speaker {name!r} does not stand in the report")
        report.clear()
        pending.clear()

    for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line:
            continue
        if line.startswith("==="):
            close()
            reports += 1
            parts = [part.strip() for part in line.strip("= ").split("|", 2)]
            if len(parts) != 3:
                wrong(number, "wanted: === outlet | YYYY-MM-DD or - | title or -")
            elif parts[1] != "-" and not re.fullmatch(r"\d{4}-\d\d-\d\d", parts[1]):
                wrong(number, f"no day: {parts[1]!r}")
            else:
                report.extend([parts[0], parts[2]])
            sentence = ""
        elif line == "¶":
            sentence = ""
        elif line.startswith(">"):
            claims += 1
            fields = [field.strip() for field in line[1:].split("|")]
            if len(fields) < 6:
                wrong(number, "wanted: > ACTOR | words | stance | action | TARGET or - | ADDRESSEE or -")
                continue
            actor, words, stance, action, target, addressee, *more = fields
            if not sentence:
                wrong(number, "a claim without a sentence above it")
            if words not in sentence:
                wrong(number, f"{words!r} does not stand in its sentence")
            for what, value, known in (("stance", stance, STANCES), ("action", action, ACTIONS)):
                if value not in known:
                    wrong(number, f"no {what}: {value!r}")
            for what, value in (("actor", actor), ("target", target), ("addressee", addressee)):
                if value != "-" and not CODE.match(value):
                    wrong(number, f"no {what} code: {value!r}")
            if addressee != "-" and stance != "asks":
                wrong(number, "an addressee goes with asks only")
            for field in more:
                key, mark, value = field.partition("=")
                key, value = key.strip(), value.strip()
                if not mark or key not in KEYS or not value:
                    wrong(number, f"no field: {field!r}")
                elif key == "if":
                    kind, colon, text = value.partition(":")
                    if not colon or kind.strip() not in KINDS or text.strip() not in sentence:
                        wrong(number, f"wanted: if=kind: words of the sentence; got {value!r}")
                elif key == "amount" and not re.fullmatch(r"\d+(\.\d+)? [A-Z]{3}", value):
                    wrong(number, f"wanted: amount=1000000000 CAD; got {value!r}")
                elif key == "qty" and not re.match(r"\d", value):
                    wrong(number, f"wanted: qty=2 Patriot systems; got {value!r}")
                elif key == "domains" and not set(value.split(";")) <= DOMAINS:
                    wrong(number, f"no domains: {value!r}")
                elif key in ("said", "due") and not DATE.match(value):
                    wrong(number, f"no date: {value!r}")
                elif key in ("speaker", "outlet"):
                    pending.append((number, value))
        else:
            sentences += 1
            sentence = line
            report.append(line)
    close()
    return found, reports, sentences, claims


def main() -> None:
    bad = False
    for name in sys.argv[1:] or sys.exit(__doc__):
        found, reports, sentences, claims = faults_of(Path(name))
        print(
            *found, f"{name}: {reports} reports, {sentences} sentences, {claims} claims, {len(found)} faults", sep="\n"
        )
        bad = bad or bool(found)
    sys.exit(bad)


if __name__ == "__main__":
    main()
