"""An explanation for a terminal: at 100 columns, claims and near misses first, everything on request."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pledgebook.model import Stance
from pledgebook.publish import wording
from pledgebook.publish.explained import ClaimView, ExplanationView, Line, SentenceView
from pledgebook.publish.tables import STANCE_STYLES, plain


def explained(view: ExplanationView, *, everything: bool = False) -> RenderableType:
    """An explanation as it is printed.

    Args:
        view: The explanation in words.
        everything: Every sentence, everybody asked about and all that spoke for each field; else only the
            sentences with a claim or a near miss, and the fields that are filled.
    """
    report = view.report
    name = report.title or report.id
    source = ", ".join(
        filter(None, (report.outlet, wording.when_in_words(report.published) if report.published else ""))
    )
    parts: list[RenderableType] = [Text.assemble((plain(name), "bold"), f"  {plain(source)}" if source else "")]
    parts += [Text(plain(line), "dim") for line in view.intro]
    shown = [sentence for sentence in view.sentences if everything or sentence.is_telling]
    parts += [part for sentence in shown for part in _sentence(sentence, everything)]
    left = len([sentence for sentence in view.sentences if sentence.number]) - len(shown)
    if not everything and left > 0:
        without = wording.counted(left, "sentence")
        parts += [Text(), Text(f"{without} without a claim or a near miss; --all shows them too", "dim")]
    return Group(*parts)


def _sentence(sentence: SentenceView, everything: bool) -> Iterator[RenderableType]:
    yield Text()
    line = Table.grid(padding=(0, 1))
    line.add_column(justify="right", min_width=3, no_wrap=True)
    line.add_column()
    line.add_row(Text(sentence.number, "bold"), Text(plain(sentence.text), "" if sentence.number else "dim"))
    yield line
    if everything or not sentence.is_telling:
        yield _under(Text(plain(sentence.fate), "dim"))
    if everything:
        yield from (_under(Text(f"asked about {plain(who)}", "dim")) for who in sentence.asked)
    for claim in sentence.claims:
        yield _under(_head(claim))
        yield from _fields([line for line in claim.lines if everything or not line.is_empty], everything)
    for near in sentence.near:
        yield _under(_head(near, is_claim=False))
    if everything:
        yield from (_under(_head(other, is_claim=False)) for other in sentence.others)


def _under(what: RenderableType, left: int = 4) -> RenderableType:
    return Padding(what, (0, 0, 0, left), expand=False)


def _head(claim: ClaimView, *, is_claim: bool = True) -> Text:
    style = STANCE_STYLES.get(Stance(claim.stance), "")
    chance = f"  {claim.chance}" if claim.chance else ""
    if is_claim:
        return Text.assemble(
            ("● ", style), (plain(claim.who), "bold"), " ", (claim.stance, style), f" {plain(claim.act)}{chance}",
            (f"  ({claim.why})", "dim"),
        )  # fmt: skip
    return Text.assemble(("○ ", "dim"), f"{plain(claim.who)} {claim.stance} {plain(claim.act)}{chance}, {claim.why}")


def _fields(lines: list[Line], everything: bool) -> Iterator[RenderableType]:
    if not lines:
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", min_width=7, no_wrap=True)
    table.add_column()
    for line in lines:
        table.add_row(line.label, Text(plain(line.told), "dim" if line.is_empty else ""))
        if everything and line.because:
            table.add_row("", Text(f"for it: {plain(line.because)}", "dim"))
    yield _under(table, 6)
