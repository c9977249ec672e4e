"""Makes hostile reports without end: real ones cut, joined, shuffled and soiled, and sentences put together at random.

Every input has a number and depends on it alone, so that one that breaks the reader can be made again.
"""

import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pledgebook
from pledgebook.ingest.draft import Draft, report_of
from pledgebook.ingest.source import Source
from pledgebook.model import Report, When

SAMPLE = Path(pledgebook.__file__).parent / "sample" / "reports"
"""The reports that ship with Pledgebook."""
HYPOTHESIS_SHARE = 5
"""One input in so many is made by hypothesis, the others here."""

_MOST_SENTENCES = 9
_WHOLE = 0.04
_DAYS = ("2025-09-05", "2025-09", "2025", "0001-01-01", "9999-12-31", "1850-02-28", None, None)
_OUTLETS = ("Reuters", "Norwegian Ministry of Foreign Affairs", "The White House", "Коммерсантъ", "", "x" * 3000, None)
_DEBRIS = (
    "Норвегія надішле два фрегати. ", "노르웨이는 우크라이나에 호위함을 보낸다. ", "النرويج سترسل سفنا. ", "挪威将派遣两艘护卫舰。",
    "🇳🇴🚢", "👨‍👩‍👧‍👦", "e\u0301\u0302\u0303", "\r\n", "\r", "\n", "\n\n", "\t", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c",
    "\u202e", "\u202c", "\u2066", "\u2069", "\u200b", "\u200d", "\u00ad", "\ufeff", "\ufffd", "\x00", "\x1b[31m", "\U000e0041",
    "\ud800", "\udfff", "ﬁ", "İ", "ß", "ǅ", "\u00a0", "\u3000", "$", "CA$", "€", "₩1 trillion ", "kroner ", "(", ")", "“", "”", '"', "'",
    "’s ", "[[", "]]", "{{", "%s", "\\", "- ", "* ", "# ", "> ", "…", "?!", ";", ":", "if ", "unless ", "until ", "not ", "and ", ", ",
    "<p>", "</p>", "<script>alert(1)</script>", "&nbsp;", "&#x41;", "<a href='x'>", "<!--", "]]>", "http://a.example/?q=%00 ",
    "0", "9" * 60, "1,000,000,000 ", "1e309 ", "NaN ", "31 February 2025 ", "in 99999999999 years ", "-1 ", "½ ", "①", "४", "٣",
    "Read also: ", "Photo: Getty Images\n", "Advertisement\n", "(AP) - ",
)  # fmt: skip
_WORDS = (
    "Norway", "Canada", "the US", "the European Union", "NATO", "Hamas", "Kyiv", "Moscow's", "Berlin", "the alliance", "both capitals",
    "26 countries", "several allies", "Prime Minister Keir Starmer", "President Macron", "Zelenskyy", "the foreign minister", "he", "she",
    "it", "its", "they", "we", "our government", "his spokesman", "the Kremlin", "officials", "Korean President Lee", "the two sides",
    "will", "would", "may", "has", "have", "had", "did not", "won't", "never", "refused to", "ruled out", "pledged to", "promised",
    "is ready to", "offered to", "agreed to", "said it would", "told Reuters that", "urged", "asked", "demanded that", "according to",
    "is considering", "opposed", "rejected", "vowed", "is willing to", "send", "sending", "deploy", "fund", "recognise", "guarantee",
    "train", "sell", "mediate", "host", "lift", "impose", "withdraw", "sign", "provide", "deliver", "troops", "two frigates", "ten tanks",
    "500 soldiers", "$90 billion", "€2.5 bn", "up to £3m a year", "CA$1 billion (about ₩1 trillion)", "sanctions", "a loan", "a ceasefire",
    "the peace plan", "to Ukraine", "for Haiti", "from Gaza", "with France", "in Paris", "at the Alaska summit", "on Monday", "last week",
    "by 1 December", "within 48 hours of a cease-fire", "since 2014", "in 2027", "next year", "if parliament approves", "unless Russia stops",
    "once a ceasefire holds", "provided that", "as long as", "depends on", "should Moscow attack again", "until then", "subject to",
    "and", "but not", "or", "while", "that", "which", "who", "to", "of", "the", ",", ".", ";", "–", "(", ")", "“", "”", '"', "?", "!",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Materials:
    """What reports are made from.

    Attributes:
        texts: Texts of reports.
        sentences: All their lines.
    """

    texts: tuple[str, ...]
    sentences: tuple[str, ...]


@cache
def materials(training: Path | None = None) -> Materials:
    """The sample's texts, and those of a folder of training reports."""
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(SAMPLE.glob("*.json"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))]
    for path in sorted(training.glob("reports-*.txt")) if training else ():
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            lines = [line for line in block.split("\n")[1:] if not line.startswith(("> ", "#"))]
            texts.append("\n".join("" if line == "¶" else line for line in lines))
    return Materials(tuple(texts), tuple(line for text in texts for line in text.split("\n") if line.strip()))


def hostile_text(number: int, made_from: Materials) -> str:
    """The text of one input."""
    rng = random.Random(f"text {number}")
    kind = rng.random()
    if kind < 0.12:
        text = _babble(rng)
    elif kind < 0.15:
        text = "".join(_letter(rng) for _ in range(rng.randrange(1, 400)))
    else:
        text = _excerpt(rng, made_from)
    for change in rng.choices(_CHANGES, k=rng.choice((0, 1, 1, 2, 2, 3, 5))):
        text = change(rng, text, made_from)
    return text


def hostile_report(number: int, text: str) -> Report:
    """A text as the report that ingestion makes of it, with a strange day or outlet here and there."""
    rng = random.Random(f"report {number}")
    day = rng.choice(_DAYS) if rng.random() < 0.3 else "2025-09-05"
    lines = text.strip().split("\n")
    draft = Draft(
        text,
        id=f"input-{number}",
        outlet=rng.choice(_OUTLETS) if rng.random() < 0.3 else None,
        title=lines[0] if rng.random() < 0.5 else None,
        published=When(day) if day else None,
    )
    return report_of(draft, Source("input"))


def bare_report(number: int, text: str) -> Report:
    """A text as it would come to the extractor from elsewhere: nothing mended in it, half characters and all."""
    return Report(f"input-{number}", text, published=When("2025-09-05"))


def hostile_reports(numbers: Iterator[int] | range, made_from: Materials) -> Iterator[Report]:
    """The reports of some inputs; one in ten comes to the extractor unmended."""
    for number in numbers:
        make = bare_report if number % 10 == 0 else hostile_report
        yield make(number, hostile_text(number, made_from))


def _excerpt(rng: random.Random, made_from: Materials) -> str:
    text = rng.choice(made_from.texts)
    if rng.random() < _WHOLE:
        return text
    lines = text.split("\n")
    start = rng.randrange(len(lines))
    return "\n".join(lines[start : start + rng.randrange(1, _MOST_SENTENCES + 1)])


def _babble(rng: random.Random) -> str:
    """Words that belong to pledges, in no order that grammar knows."""
    return " ".join(
        rng.choice(_WORDS) + ("." if rng.random() < 0.06 else "\n" if rng.random() < 0.01 else "")
        for _ in range(rng.randrange(3, 120))
    )


def _letter(rng: random.Random) -> str:
    """Any character; those of Europe more often."""
    while True:
        letter = chr(rng.choice((rng.randrange(0x250), rng.randrange(0x3000), rng.randrange(0x110000))))
        if unicodedata.category(letter) != "Cn":
            return letter


def _at(rng: random.Random, text: str) -> int:
    return rng.randrange(len(text) + 1)


def _between(rng: random.Random, text: str, most: int) -> tuple[int, int]:
    start = _at(rng, text)
    return start, min(len(text), start + rng.randrange(1, most))


def _cut(rng: random.Random, text: str, _: Materials) -> str:
    first, second = sorted((_at(rng, text), _at(rng, text)))
    return text[first:second]


def _without_some(rng: random.Random, text: str, _: Materials) -> str:
    start, end = _between(rng, text, 80)
    return text[:start] + text[end:]


def _joined(rng: random.Random, text: str, made_from: Materials) -> str:
    return text + rng.choice(("", " ", "\n", ", ", " if ")) + rng.choice(made_from.sentences)


def _put_in(rng: random.Random, text: str, made_from: Materials) -> str:
    place = _at(rng, text)
    return text[:place] + rng.choice(made_from.sentences) + text[place:]


def _soiled(rng: random.Random, text: str, _: Materials) -> str:
    for _number in range(rng.randrange(1, 12)):
        place = _at(rng, text)
        text = text[:place] + rng.choice(_DEBRIS) * rng.choice((1, 1, 1, 2, 40)) + text[place:]
    return text


def _sentences_swapped(rng: random.Random, text: str, _: Materials) -> str:
    end = rng.choice((". ", "\n", ", ", " "))
    pieces = text.split(end)
    rng.shuffle(pieces)
    return end.join(pieces)


def _repeated(rng: random.Random, text: str, _: Materials) -> str:
    start, end = _between(rng, text, 40)
    return text[:start] + text[start:end] * rng.choice((2, 3, 30)) + text[end:]


def _huge_token(rng: random.Random, text: str, _: Materials) -> str:
    place = _at(rng, text)
    token = rng.choice(("a", "9", "Norway", "-", "А", "한", "\u0301", "x1-", ".", "🇺🇦", "'"))
    return text[:place] + token * (rng.randrange(20, 4000) // len(token)) + text[place:]


def _words_taken(rng: random.Random, text: str, _: Materials) -> str:
    words = text.split(" ")
    return " ".join(rng.choice(_WORDS) if rng.random() < 0.12 else word for word in words)


def _without_spaces(rng: random.Random, text: str, _: Materials) -> str:
    return text.replace(" ", rng.choice(("", "\u00a0", "\n", "\t", "\u200b", "  ", "\r\n", ", ", "-")))


def _other_line_ends(rng: random.Random, text: str, _: Materials) -> str:
    return text.replace("\n", rng.choice(("\r\n", "\r", "\u2028", "\x0b", " ", "\n\n\n")))


def _marked(rng: random.Random, text: str, _: Materials) -> str:
    mark = rng.choice(("\u0301", "\u200d", "\u0323\u0307", "\u20dd", "\ufe0f"))
    return "".join(letter + mark if letter.isalpha() and rng.random() < 0.3 else letter for letter in text)


def _turned(rng: random.Random, text: str, _: Materials) -> str:
    start, end = _between(rng, text, 200)
    return text[:start] + rng.choice("\u202e\u202d\u2067\u200f") + text[start:end] + "\u202c" + text[end:]


def _lookalikes(rng: random.Random, text: str, _: Materials) -> str:
    letters = rng.choice((("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"), ("sikS", "ſıKß"), ("iI ", "İı\t")))
    table = str.maketrans(*letters)
    return "".join(letter.translate(table) if rng.random() < 0.2 else letter for letter in text)


def _other_form(rng: random.Random, text: str, _: Materials) -> str:
    how: tuple[Callable[[str], str], ...] = (
        str.upper,
        str.lower,
        str.swapcase,
        str.title,
        lambda words: unicodedata.normalize("NFD", words),
        lambda words: unicodedata.normalize("NFKC", words),
        lambda words: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in words),
        lambda words: " ".join(reversed(words.split(" "))),
        lambda words: f"“{words}”",
        lambda words: "<p>" + words.replace("\n", "</p>\n<p>") + "</p>",
        lambda words: words.encode("utf-8", "replace").decode("latin-1"),
        lambda words: words.replace(".", ""),
        lambda words: words.replace(".", "?"),
        lambda words: words.replace(" ", " if "),
    )
    return rng.choice(how)(text)


def _letters_changed(rng: random.Random, text: str, _: Materials) -> str:
    return "".join(_letter(rng) if rng.random() < 0.03 else letter for letter in text)


_CHANGES: Sequence[Callable[[random.Random, str, Materials], str]] = (
    *(_cut, _without_some, _joined, _put_in, _soiled, _soiled, _soiled, _sentences_swapped, _repeated, _huge_token),
    *(_words_taken, _words_taken, _without_spaces, _other_line_ends, _marked, _turned, _lookalikes, _other_form),
    *(_other_form, _letters_changed),
)
