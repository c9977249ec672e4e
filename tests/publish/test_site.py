"""The static pages: complete, safe with hostile reports, and good for every reader."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from pledgebook.errors import BookError
from pledgebook.model import (
    Finding,
    FindingKind,
    Ledgered,
    Mention,
    Origin,
    Party,
    Place,
    Pledge,
    Reading,
    Report,
    Severity,
    Span,
    Stance,
    StanceAt,
)
from pledgebook.publish.site import SiteWords, file_name, pages, write_site

WORDS = SiteWords("Guarantees", "Made by a test.")
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><style>*{}</style>{{7*7}}"


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *names: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes in self.tags if tag in names)


@pytest.fixture
def site(ledgered: Ledgered, readings: tuple[Reading, ...]) -> dict[str, str]:
    return dict(pages(ledgered, readings, WORDS))


def test_there_is_a_page_for_each_pledge_and_each_report(site: dict[str, str]) -> None:
    assert set(site) == {
        *("index.html", "ledger.html", "conditions.html", "findings.html", "reports.html"),
        *("pledges/can-deploy.html", "pledges/can-fund.html", "reports/one.html", "reports/other.html"),
    }


def test_every_link_leads_to_a_page_and_a_place_that_are_there(site: dict[str, str]) -> None:
    places = {name: {a["id"] for _, a in Tags(page).tags if "id" in a} for name, page in site.items()}
    for name, page in site.items():
        for link in Tags(page).all("a"):
            target = link["href"] or ""
            if target.startswith("https://"):
                continue
            path, _, anchor = target.partition("#")
            full = str((Path("/") / Path(name).parent / path).resolve())[1:] if path else name
            assert full in site, f"{name} -> {target}"
            assert not anchor or anchor in places[full], f"{name} -> {target}"


def test_a_page_asks_for_nothing_but_its_own_style_and_script(site: dict[str, str]) -> None:
    for page in site.values():
        tags = Tags(page)
        asked = [a.get("src") or a.get("href") for a in tags.all("link", "script", "img", "iframe", "object", "use")]
        assert {str(address).removeprefix("../") for address in asked} <= {"assets/pledgebook.css", "assets/ledger.js"}
        assert not any("style" in a or any(name.startswith("on") for name in a) for _, a in tags.tags)
        assert "default-src 'none'" in str(next(a for a in tags.all("meta") if "http-equiv" in a)["content"])
    assert "http" not in (files("pledgebook.publish") / "assets" / "pledgebook.css").read_text("utf-8")


def test_a_quote_is_marked_in_the_colour_of_its_stance_with_its_cue_words_and_condition(site: dict[str, str]) -> None:
    page = site["pledges/can-deploy.html"]

    assert '<mark class="q s-weighing">Canada </mark><mark class="q s-weighing"><b class="cue">may</b></mark>' in page
    assert '<mark class="q s-weighing condition">if there is a ceasefire</mark>' in page
    assert "🇨🇦 Ottawa speaks. <mark" in page


def test_a_report_shows_its_whole_text_with_claims_findings_and_furniture(site: dict[str, str]) -> None:
    page = site["reports/one.html"]

    assert "Ottawa speaks." in page
    assert "It rained." in page
    assert 'class="row furniture"' in page
    assert "stances that differ" in page
    assert page.count('class="note s-weighing"') == 1


def test_who_said_so_through_whom_stands_with_each_claim(site: dict[str, str]) -> None:
    told = re.sub(r"\s+", " ", Tags(site["pledges/can-deploy.html"]).text)

    assert "24 August 2025 weighing Mark Carney → The Example" in told
    assert "4 September 2025 committed Reuters → The Copy" in told


def test_the_overview_says_what_hangs_on_a_ceasefire_and_what_is_in_doubt(site: dict[str, str]) -> None:
    told = re.sub(r"\s+", " ", Tags(site["index.html"]).text)

    assert "What hangs on a cease-fire Canada committed deploy → Ukraine “if there is a ceasefire”" in told
    assert "The Copy tells as firm what Canada weighs." in told
    assert "2 reports tell of 2 pledges by 1 state, body or group between 24 August 2025 and 4 September 2025." in told


def hostile(ledgered: Ledgered, readings: tuple[Reading, ...]) -> tuple[Ledgered, list[Reading]]:
    """The same book with the attack in every piece of text that a report or a table can put into it."""
    bad_readings, names = [], {reading.report.id: f"{reading.report.id}/../{ATTACK}" for reading in readings}
    claims = {}
    for reading in readings:
        text = f"{ATTACK} {reading.report.text}"
        shift = len(ATTACK) + 1

        def moved(mention: Mention | None, shift: int = shift) -> Mention | None:
            return mention and Mention(mention.text, Span(mention.span.start + shift, mention.span.end + shift))

        kept = []
        for claim in reading.claims:
            evidence = Mention(f"{ATTACK} {claim.evidence.text}", Span(0, claim.evidence.span.end + shift))
            bad = replace(
                claim,
                report=names[claim.report],
                evidence=evidence,
                actor=Party(f"X{ATTACK}", ATTACK),
                target=Party(ATTACK),
                items=(Mention(ATTACK, Span(0, len(ATTACK))),),
                conditions=tuple(replace(c, text=ATTACK, span=Span(0, len(ATTACK))) for c in claim.conditions),
                speaker=Mention(ATTACK, Span(0, len(ATTACK))),
                outlet=Mention(ATTACK, Span(0, len(ATTACK))),
                stance_cue=moved(claim.stance_cue),
                extractor=ATTACK,
            )
            claims[claim.id] = bad
            kept.append(bad)
        report = Report(names[reading.report.id], text, ATTACK, f"javascript:{ATTACK}", ATTACK, None, "en", (), ATTACK)
        bad_readings.append(replace(reading, report=report, claims=tuple(kept)))
    pledges = tuple(
        replace(
            pledge,
            id=f"{pledge.id}{ATTACK}",
            actor=f"X{ATTACK}",
            target=ATTACK,
            item=ATTACK,
            claims=tuple(claims[c.id] for c in pledge.claims),
            conditions=tuple(condition for c in pledge.claims for condition in claims[c.id].conditions),
            reports=tuple(names[report] for report in pledge.reports),
            part_of=ATTACK,
            replaces=ATTACK,
            history=(StanceAt(None, Stance.WEIGHING, ()),),
        )
        for pledge in ledgered.pledges
    )
    findings = tuple(
        replace(
            finding,
            id=ATTACK,
            says=ATTACK,
            proposal=ATTACK,
            places=tuple(Place(names[place.report], place.span, ATTACK) for place in finding.places),
        )
        for finding in ledgered.findings
    )
    origins = (Origin(ATTACK, tuple(names.values()), (ATTACK,), ATTACK),)
    datings = tuple(replace(d, report=names[d.report], because=(ATTACK,)) for d in ledgered.datings)
    return Ledgered(pledges, findings, origins, datings), bad_readings


def test_no_text_of_a_report_becomes_a_tag_an_attribute_or_a_template(
    ledgered: Ledgered, readings: tuple[Reading, ...], site: dict[str, str]
) -> None:
    bad = dict(pages(*hostile(ledgered, readings), SiteWords(ATTACK, ATTACK)))

    assert len(bad) == len(site)
    for name, page in bad.items():
        tags = Tags(page)
        assert "<script>alert" not in page, name
        assert "alert(1)" in tags.text, name
        assert not list(tags.all("img", "style")), name
        assert all(set(a) == {"src", "defer"} for a in tags.all("script")), name
        assert not any(attribute.startswith("on") for _, a in tags.tags for attribute in a), name
        assert not any((a.get("href") or "").startswith("javascript") for a in tags.all("a")), name
        assert "49" not in tags.text.replace("2049", ""), name


@pytest.mark.parametrize(
    "identifier", ["../../etc/passwd", "a/b", "CON ", "x" * 300, "naïve", "", "con", "con<>:*?", "A"]
)
def test_an_id_makes_a_file_name_that_stays_in_its_folder_and_is_its_own(identifier: str) -> None:
    name = file_name(identifier)

    assert re.fullmatch(r"[a-z0-9_-]{1,90}", name)
    assert name != "con"
    assert name != file_name(identifier + "x")


def test_an_empty_book_says_what_to_do_next() -> None:
    site = dict(pages(Ledgered(), (), WORDS))

    assert "pledgebook read FOLDER" in site["index.html"]
    assert set(site) == {"index.html", "ledger.html", "conditions.html", "findings.html", "reports.html"}


def test_pages_that_are_not_written_again_go_and_the_users_own_files_stay(
    ledgered: Ledgered, readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    (tmp_path / "mine.html").write_text("mine", "utf-8")

    assert write_site(tmp_path, ledgered, readings, WORDS) == 9
    write_site(tmp_path, replace(ledgered, pledges=ledgered.pledges[:1]), readings, WORDS)

    assert (tmp_path / "pledges" / "can-deploy.html").exists()
    assert not (tmp_path / "pledges" / "can-fund.html").exists()
    assert (tmp_path / "mine.html").read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")

    with pytest.raises(BookError, match=r"cannot write the site into .*name another folder with --to"):
        write_site(tmp_path / "file", Ledgered(), (), WORDS)


def test_a_report_in_another_language_says_that_it_was_not_read(
    make_book: Callable[..., tuple[Ledgered, tuple[Reading, ...]]],
) -> None:
    report = Report("fr", "Le Canada n'exclut pas d'envoyer des soldats.", "Le Monde", language="fr")

    ledgered, (kept,) = make_book([report], [])

    site = dict(pages(ledgered, [replace(kept, extractor="")], WORDS))

    assert "not read for claims" in site["reports/fr.html"]
    assert "1 report in another language is kept but not read for claims" in site["index.html"]


def test_a_finding_shows_the_wrong_place_first_and_the_others_beside_it(site: dict[str, str]) -> None:
    told = re.sub(r"\s+", " ", Tags(site["findings.html"]).text)

    assert told.index("In doubt: The Copy") < told.index("Shown by: The Example")
    assert "Proposed reading weighing" in told


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_of_finding_can_be_shown(
    kind: FindingKind, make_book: Callable[..., tuple[Ledgered, tuple[Reading, ...]]]
) -> None:
    finding = Finding("ab", kind, Severity.HIGH, (Place("one"),), "Something is wrong.")

    site = dict(pages(*make_book([Report("one", "A text.")], [], [finding]), WORDS))

    assert "the report as a whole" in site["findings.html"]
    assert "Something is wrong." in site["reports/one.html"]


def test_an_actor_whose_pledges_of_one_action_are_many_shows_the_latest_and_how_many_more(
    ledgered: Ledgered, readings: tuple[Reading, ...]
) -> None:
    first = ledgered.pledges[0]
    older: Pledge = replace(first, id="can-deploy-2", stance=Stance.DECLINED, history=(first.history[0],))

    page = dict(pages(replace(ledgered, pledges=(first, older)), readings, WORDS))["index.html"]

    assert 'class="cell s-committed" href="ledger.html#CAN-deploy"' in page
    assert '<span class="more">+1</span>' in page
