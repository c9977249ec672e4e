"""Writes src/pledgebook/sample/reports from the reports written for Pledgebook in accuracy/gold/ukraine.

The choice shows each kind of finding, two whole families of copies beside stories of their own, and each common file
format. No report of the development test (accuracy/splits.toml) is taken.
"""

import html
import json
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "accuracy" / "gold" / "ukraine" / "reports"
SAMPLE = ROOT / "src" / "pledgebook" / "sample" / "reports"

# The id in the sample, which is also the file's name, and the report it is made from.
CHOSEN = {
    # Copies of one story: Canada in Kyiv, August 2025. The first is the original.
    "baltic-atlantic.json": "wua-020",
    "harbour-city.json": "wua-040",
    "prairie-ledger.json": "wua-037",
    "northern-examiner.json": "wua-022",
    "hanbit-economic.json": "wua-014",
    "dailygist.json": "wua-018",
    # Copies of one story: the Paris declaration, January 2026.
    "meridian.txt": "wua-036",
    "coastline-times.html": "wua-026",
    "political-horizon.json": "wua-006",
    "dnipro-hlas.json": "wua-030",
    "newsnutshell.md": "wua-017",
    # Stories of their own.
    "capitol-ticker.json": "wua-005",
    "seohae.json": "wua-029",
    "savanna-mirror.txt": "wua-013",
    "schelde-standaard.html": "wua-021",
    "globe-pulse.json": "wua-007",
    "panorama.json": "wua-008",
    "spree-kurier.json": "wua-023",
}

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {outlet}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}">
</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
<main><article>
<h1>{title}</h1>
{paragraphs}
</article></main>
<footer><p><a href="/imprint">Imprint</a> <a href="/newsletter">Newsletter</a></p></footer>
</body>
</html>
"""


def as_json(report: dict[str, str | None]) -> str:
    """One object, the keys that Pledgebook reads."""
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def as_text(report: dict[str, str | None]) -> str:
    """Front matter between two lines of dashes, then the text."""
    head = [f"{key}: {report[key]}" for key in ("outlet", "title", "published") if report[key]]
    return "\n".join(["---", *head, "---", report["text"] or ""]) + "\n"


def as_page(report: dict[str, str | None]) -> str:
    """A page as a newspaper's site serves it, menu and footer around the story."""
    fields = {key: html.escape(report[key] or "") for key in ("outlet", "title", "published")}
    lines = [line for line in (report["text"] or "").splitlines() if line.strip()]
    story = lines[1:] if lines[0] == report["title"] else lines
    return PAGE.format(**fields, paragraphs="\n".join(f"<p>{html.escape(line)}</p>" for line in story))


FORMS = {".json": as_json, ".txt": as_text, ".md": as_text, ".html": as_page}


def main() -> None:
    """Write each chosen report in the form that its name asks for."""
    held_back = set(tomllib.loads((ROOT / "accuracy" / "splits.toml").read_text())["ukraine"]["test"])
    assert not held_back & set(CHOSEN.values())
    SAMPLE.mkdir(parents=True, exist_ok=True)
    for old in SAMPLE.iterdir():
        old.unlink()
    for name, source in CHOSEN.items():
        found = json.loads((GOLD / f"{source}.json").read_text(encoding="utf-8"))
        report = {"id": Path(name).stem} | {key: found[key] for key in ("url", "outlet", "title", "published", "text")}
        (SAMPLE / name).write_text(FORMS[Path(name).suffix](report), encoding="utf-8")
    print(f"{len(CHOSEN)} reports in {SAMPLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
