"""A report's mentions in their sentences, and what stands before a word that points back."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.folding import fold
from pledgebook.extract.gazetteer import first_names_of_women, rows
from pledgebook.extract.sentences import Sentence

_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|against|on|about|from|in|at|near|into|between|among|over|towards?"
    r"|than|across|under|without|inside"
    r"|told|telling|urged|asked|accused|met|visited|thanked|warned|called on|after|behind|outside"
    r"|via|like|giving|give|gave) (?:the )?$"
)
PERSON_ROLES = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "chief of defence",
     "head of organisation", "national security adviser", "envoy", "other official", "senior official"}
)  # fmt: skip
_BETWEEN_JOINED = re.compile(r"(?:, | and |, and | as well as | & )(?:the |also )?")
MAX_BACK = 60
"""How many mentions to look over in one sentence: none has more but in hostile text."""


@cache
def armed_groups() -> frozenset[str]:
    """Codes of the armed groups."""
    return frozenset(row["code"] for row in rows("actor_bodies.csv") if row["kind"] == "armed group")


@cache
def body_codes() -> frozenset[str]:
    """Codes of everything that is no state."""
    return frozenset(row["code"] for row in rows("actor_bodies.csv"))


class Story:
    """The mentions of one report in order, each resolved as the reading goes on."""

    def __init__(
        self,
        mentions: Sequence[ActorMention],
        text: str,
        sentences: Sequence[Sentence],
        home: str,
        issuer: str,
    ) -> None:
        self.text = text
        self.folded = fold(text)
        self.mentions = list(mentions)
        self.starts = [sentence.span.start for sentence in sentences]
        self.sentences = sentences
        self.issuer = issuer
        self.home = home or (issuer if issuer and issuer != "GROUP" and issuer not in body_codes() else "")
        self.named = Counter(
            m.code for m in mentions if m.code and m.code != "GROUP" and m.kind not in ("pronoun", "first", "role")
        )
        self.total = sum(self.named.values())
        self.of_person = {m.person: m.code for m in reversed(self.mentions) if m.person and m.code}
        self.place = [self._sentence(m.span.start) for m in self.mentions]
        self.by_sentence: dict[int, list[int]] = {}
        for index, sentence in enumerate(self.place):
            self.by_sentence.setdefault(sentence, []).append(index)
        self.subject = [self._may_be_subject(m) for m in self.mentions]
        self.last_person: dict[str, int] = {}

    def before(self, at: int, reach: int) -> list[list[int]]:
        """Earlier mentions with a code: those of the same sentence, then sentence by sentence back."""
        here = self.place[at]
        groups = [[i for i in range(max(0, at - MAX_BACK), at) if self.place[i] == here]]
        groups += [self.by_sentence.get(s, [])[:MAX_BACK] for s in range(here - 1, max(-1, here - 1 - reach), -1)]
        return [[i for i in group if self.mentions[i].code] for group in groups]

    def person_before(self, at: int, which: str, *, skip_own: bool = False) -> int | None:
        """The person that "he" or "she" means: the nearest sentence's subject, else its last."""
        for step, group in enumerate(self.before(at, 6)):
            if skip_own and step == 0:
                continue
            persons = [i for i in group if self.is_someone(self.mentions[i], which) and self.gender_fits(i, which)]
            subjects = [i for i in persons if self.subject[i]]
            if subjects or persons:
                return (subjects or persons[-1:])[0]
        return None

    def is_someone(self, mention: ActorMention, which: str) -> bool:
        """Whether a mention is of one person, or a pronoun like this one."""
        if mention.kind == "pronoun":
            return mention.role == which
        return mention.kind == "person" or mention.role in PERSON_ROLES

    def gender_fits(self, index: int, which: str) -> bool:
        """Whether a mention can be a "he" or a "she", by the given name."""
        person = self.mentions[index].person
        if not person:
            return True
        woman = person.split(" ")[0] in first_names_of_women()
        return woman == (which == "she")

    def joined(self, group: list[int]) -> tuple[str, ...]:
        """Codes of the actors named together ("Germany and Norway") among the mentions of a sentence."""
        run: list[int] = []
        for i in group:
            m = self.mentions[i]
            if m.kind in ("pronoun", "role", "first") or m.code == "GROUP":
                continue
            if run and _BETWEEN_JOINED.fullmatch(self.folded[self.mentions[run[-1]].span.end : m.span.start]):
                run.append(i)
            elif len(run) > 1:
                break
            else:
                run = [i]
        codes = tuple(dict.fromkeys(self.mentions[i].code or "" for i in run))
        return codes if len(codes) > 1 else ()

    def last(self, at: int, codes: frozenset[str]) -> str:
        """The one of some codes that was named last; else the only one of them in the report."""
        for i in range(at - 1, max(-1, at - 6 * MAX_BACK), -1):
            if self.mentions[i].code in codes:
                return self.mentions[i].code or ""
        named = [code for code in self.named if code in codes]
        return (named[0] or "") if len(named) == 1 else ""

    @cached_property
    def dominant(self) -> str:
        """The state named most."""
        states = [(count, code) for code, count in self.named.items() if code and code not in body_codes()]
        return max(states)[1] if states else ""

    @cached_property
    def in_title(self) -> frozenset[str]:
        """Codes of the actors in the report's first sentence."""
        return frozenset(m.code for i in self.by_sentence.get(0, ()) if (m := self.mentions[i]).code)

    @cached_property
    def dateline(self) -> str:
        """The state whose capital opens the report: "OSLO (AFP) -"."""
        first = next((m for m in self.mentions if m.kind == "capital" and m.as_place), None)
        if first is None or first.span.start > 400 or not first.code:
            return ""
        return first.code if first.span.start == 0 or self.text[first.span.start - 1] == "\n" else ""

    def paragraph(self, sentence: int) -> int:
        """Number of a sentence's paragraph; -1 for none."""
        return self.sentences[sentence].paragraph if 0 <= sentence < len(self.sentences) else -1

    def _may_be_subject(self, mention: ActorMention) -> bool:
        if mention.as_place or not mention.official:
            return False
        start = mention.span.start
        return _PREPOSITION.search(self.folded, max(0, start - 16), start) is None and not mention.possessive

    def _sentence(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1
