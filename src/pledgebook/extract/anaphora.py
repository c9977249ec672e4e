"""Whom the words that only point mean: "he", "the alliance", "his government", "we" in an official text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.folding import fold
from pledgebook.extract.gazetteer import first_names_of_women, rows, words
from pledgebook.extract.sentences import Sentence

_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|against|on|about|from|in|at|near|into|between|among|over|towards?"
    r"|than|across|under|without|inside"
    r"|told|telling|urged|asked|accused|met|visited|thanked|warned|called on|after|behind|outside"
    r"|via|like|giving|give|gave) (?:the )?$"
)
_PERSON_ROLES = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "chief of defence",
     "head of organisation", "national security adviser", "envoy", "other official", "senior official"}
)  # fmt: skip
_ORGANS = frozenset({"government", "ministry", "parliament", "forces", "officials"})
_MANY = frozenset({"officials", "forces", "armed any", "pair any", "they"})
_STATE_LIKE = frozenset({"state", "capital", "seat", "people", "demonym", "body"})
_MAX_BACK = 60
"""How many mentions to look over in one sentence: none has more but in hostile text."""
_QUOTES = re.compile(r"[\"“”„«»]")
_SAYS = re.compile(
    r" (?:said|says|added|adds|explained|told|stressed|noted|insisted|warned|wrote|continued"
    r"|argued|claimed|declared)\b[^,]{0,40}(?:[.,\n]|$)"
)
_BETWEEN_JOINED = re.compile(r"(?:, | and |, and | as well as | & )(?:the |also )?")


def resolve(
    mentions: Sequence[ActorMention],
    text: str,
    sentences: Sequence[Sentence],
    *,
    outlet_country: str | None = None,
    official_body: str | None = None,
) -> tuple[ActorMention, ...]:
    """The same mentions, with codes for those that point back as far as the report tells whom they mean.

    Args:
        mentions: What :meth:`Actors.find` found in the text.
        text: The report's text.
        sentences: Its sentences.
        outlet_country: Code of the state where the report was published: "the government" of a national paper.
        official_body: Code of the state or body that issues the text, for its "we"; None for a news report.

    Example:
        >>> from pledgebook.extract.actors import actors
        >>> from pledgebook.extract.sentences import split_sentences
        >>> text = "Poland said on Monday it would not send troops."
        >>> [(m.text, m.code, m.resolved_by) for m in resolve(actors().find(text), text, split_sentences(text))]
        [('Poland', 'POL', 'name'), ('it', 'POL', 'anaphora')]
    """
    return _Resolver(mentions, text, sentences, outlet_country, official_body).resolve()


@cache
def _regions() -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in words("anaphors.toml")["region"].items()}


@cache
def _typical() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, titles in words("roles.toml")["typical"].items():
        for title in titles:
            found[title] = (*found.get(title, ()), code)
    return found


@cache
def _armed() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("actor_bodies.csv") if row["kind"] == "armed group")


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["code"] for row in rows("actor_bodies.csv"))


class _Resolver:
    def __init__(
        self,
        mentions: Sequence[ActorMention],
        text: str,
        sentences: Sequence[Sentence],
        outlet_country: str | None,
        official_body: str | None,
    ) -> None:
        self.text = text
        self.folded = fold(text)
        self.mentions = list(mentions)
        self.starts = [sentence.span.start for sentence in sentences]
        self.sentences = sentences
        self.home = outlet_country or ""
        self.issuer = official_body or ""
        self.named = Counter(
            m.code for m in mentions if m.code and m.code != "GROUP" and m.kind not in ("pronoun", "first", "role")
        )
        self.of_person = {m.person: m.code for m in reversed(self.mentions) if m.person and m.code}
        self.place = [self._sentence(m.span.start) for m in self.mentions]
        self.by_sentence: dict[int, list[int]] = {}
        for index, sentence in enumerate(self.place):
            self.by_sentence.setdefault(sentence, []).append(index)
        self.subject = [self._may_be_subject(m) for m in self.mentions]
        self.quoted = self._quoted_stretches()
        self.last_person: dict[str, int] = {}
        self.together: Counter[frozenset[str]] | None = None

    def resolve(self) -> tuple[ActorMention, ...]:
        for index, mention in enumerate(self.mentions):
            if mention.code is None:
                self.mentions[index] = self._resolved(index, mention)
            now = self.mentions[index]
            if now.code and now.kind == "person" and now.role:
                self.last_person[now.role] = index
        return tuple(self.mentions)

    # -- one mention ---------------------------------------------------------------------------------------

    def _resolved(self, at: int, mention: ActorMention) -> ActorMention:
        if mention.kind == "first":
            return self._first(at, mention)
        if mention.kind == "pronoun":
            return self._pronoun(at, mention, mention.role)
        if mention.kind == "person":
            code = self.of_person.get(mention.person) or self._owner_of_title(at)
            if code:
                self.of_person[mention.person] = code
            return _with(mention, (code,), "title")
        where, _, which = mention.role.partition(" ")
        if where == "body" and which in _bodies():
            return _with(mention, (self._body(which),), "anaphora")
        if where == "country":
            return _with(mention, (self._country(at, which),), "anaphora")
        if where == "pair":
            return _with(mention, self._pair(at), "anaphora")
        if where == "armed":
            return _with(mention, (self._last(at, _armed()),), "anaphora")
        if mention.owner:
            return self._owned(at, mention)
        if mention.role in _PERSON_ROLES:
            return self._titled(at, mention)
        if mention.role in _ORGANS:
            return self._organ(at, mention)
        return mention

    def _owned(self, at: int, mention: ActorMention) -> ActorMention:
        if mention.owner in ("our", "my"):
            return self._first(at, mention)
        which = {"his": "he", "her": "she", "its": "it", "their": "they"}[mention.owner]
        found = self._pronoun(at, mention, which)
        return replace(found, person="") if found.code else found

    def _pronoun(self, at: int, mention: ActorMention, which: str) -> ActorMention:
        if which in ("he", "she"):
            back = self._person_before(at, which, skip_own=self._tells_who_said(mention))
            if back is None:
                return mention
            person = self.mentions[back]
            return replace(_with(mention, person.codes, "anaphora"), person=person.person)
        if which == "they":
            back_codes = self._plural_before(at)
            if back_codes:
                return _with(mention, back_codes, "anaphora")
        back = self._state_before(at)
        if back is None:
            return mention
        return _with(mention, self.mentions[back].codes, "anaphora")

    def _first(self, at: int, mention: ActorMention) -> ActorMention:
        if self._is_quoted(mention.span.start):
            speaker = self._speaker(at)
            if speaker is not None:
                said = self.mentions[speaker]
                return replace(_with(mention, said.codes[:1], "first_person"), person=said.person)
            return mention
        if self.issuer:
            return _with(mention, (self.issuer,), "first_person")
        if self.home and (
            mention.owner == "our"
            or re.match(
                r"[Oo]ur (?:country|nation|government|army|navy|troops)",
                self.folded[mention.span.start : mention.span.end + 12],
            )
        ):
            return _with(mention, (self.home,), "outlet")
        speaker = self._reported_speaker(at)
        return _with(mention, self.mentions[speaker].codes[:1], "first_person") if speaker is not None else mention

    def _titled(self, at: int, mention: ActorMention) -> ActorMention:
        """Find who was last named with the office; else the state last spoken of."""
        back = self.last_person.get(mention.role)
        title = self.folded[mention.span.start : mention.span.end].lower()
        typical = self._typical(title)
        if back is not None and typical in ("", self.mentions[back].code):
            person = self.mentions[back]
            return replace(_with(mention, person.codes, "anaphora"), person=person.person)
        if typical:
            return _with(mention, (typical,), "title")
        state = self._state_before(at, far=True)
        if state is not None:
            return _with(mention, self.mentions[state].codes[:1], "anaphora")
        later = next(
            (m for m in self.mentions[at : at + _MAX_BACK] if m.kind == "person" and m.role == mention.role and m.code),
            None,
        )
        if later is not None:
            return replace(_with(mention, later.codes, "anaphora"), person=later.person)
        return _with(mention, (self.home or self._dominant(),), "outlet")

    def _organ(self, at: int, mention: ActorMention) -> ActorMention:
        """Find the state last spoken of in the paragraph; else the paper's own; else the report's."""
        typical = self._typical(self.folded[mention.span.start : mention.span.end].lower())
        if typical:
            return _with(mention, (typical,), "title")
        back = self._state_before(at, within_paragraph=True)
        if back is not None:
            return _with(mention, self.mentions[back].codes[:1], "anaphora")
        if self.home and (self.home in self.named or not self.named):
            return _with(mention, (self.home,), "outlet")
        back = self._state_before(at, far=True)
        if back is not None:
            return _with(mention, self.mentions[back].codes[:1], "anaphora")
        return _with(mention, (self.home or self._dominant(),), "outlet")

    def _typical(self, words_of_title: str) -> str:
        """The one state that has such a title, if it is the paper's own or named in the report."""
        title = words_of_title.removeprefix("the ").removeprefix("former ")
        return next((code for code in _typical().get(title, ()) if code == self.home or code in self.named), "")

    def _owner_of_title(self, at: int) -> str:
        """The state of an official whom no table knows: the one his sentence or the one before speaks of."""
        back = self._state_before(at, states_only=True)
        if back is not None:
            return self.mentions[back].code or ""
        ahead = [
            self.mentions[i]
            for i in range(at + 1, min(at + _MAX_BACK, len(self.mentions)))
            if self.place[i] == self.place[at] and self.mentions[i].kind in _STATE_LIKE
        ]
        return (ahead[0].code or "") if ahead else self.home

    # -- looking back --------------------------------------------------------------------------------------

    def _before(self, at: int, reach: int) -> list[list[int]]:
        """Earlier mentions with a code: those of the same sentence, then sentence by sentence back."""
        here = self.place[at]
        groups = [[i for i in range(max(0, at - _MAX_BACK), at) if self.place[i] == here]]
        groups += [self.by_sentence.get(s, [])[:_MAX_BACK] for s in range(here - 1, max(-1, here - 1 - reach), -1)]
        return [[i for i in group if self.mentions[i].code] for group in groups]

    def _tells_who_said(self, mention: ActorMention) -> bool:
        """Whether it is the "he" of a closing ", he said": the speaker was named before this sentence."""
        lead = self.folded[max(0, mention.span.start - 3) : mention.span.start]
        return lead.rstrip(" ").endswith((",", '"')) and _SAYS.match(self.folded, mention.span.end) is not None

    def _person_before(self, at: int, which: str, *, skip_own: bool = False) -> int | None:
        for step, group in enumerate(self._before(at, 6)):
            if skip_own and step == 0:
                continue
            persons = [
                i
                for i in group
                if self._is_someone(self.mentions[i], which) and self._gender_fits(i, which)
            ]  # fmt: skip
            subjects = [i for i in persons if self.subject[i]]
            if subjects or persons:
                return (subjects or persons[-1:])[0]
        return None

    def _is_someone(self, mention: ActorMention, which: str) -> bool:
        """Whether a mention is of one person, or a pronoun like this one."""
        if mention.kind == "pronoun":
            return mention.role == which
        return mention.kind == "person" or mention.role in _PERSON_ROLES

    def _gender_fits(self, index: int, which: str) -> bool:
        person = self.mentions[index].person
        if not person:
            return True
        woman = person.split(" ")[0] in first_names_of_women()
        return woman == (which == "she")

    def _state_before(
        self, at: int, *, far: bool = False, within_paragraph: bool = False, states_only: bool = False
    ) -> int | None:
        paragraph = self._paragraph(self.place[at])
        for step, group in enumerate(self._before(at, 8 if far else 2)):
            if within_paragraph and step and self._paragraph(self.place[at] - step) != paragraph:
                return None
            fits = [
                i for i in group
                if (self.mentions[i].kind in _STATE_LIKE and (self.mentions[i].official or far))
                or (self.mentions[i].kind == "role" and not states_only)
                or (self.mentions[i].kind == "pronoun" and self.mentions[i].role == "it")
            ]  # fmt: skip
            if states_only:
                fits = [i for i in fits if self.mentions[i].code not in _bodies()]
            if not fits:
                fits = [
                    i
                    for i in group
                    if self.mentions[i].kind == "person" and self.subject[i] and (step or within_paragraph or far)
                ]
            subjects = [i for i in fits if self.subject[i]]
            if subjects:
                return subjects[0]
            if fits:
                return fits[-1] if step == 0 else fits[0]
        return None

    def _plural_before(self, at: int) -> tuple[str, ...]:
        for group in self._before(at, 2):
            joined = self._joined(group)
            if len(joined) > 1:
                return joined
            plural = [
                i for i in group
                if self.mentions[i].kind in ("group", "people") or self.mentions[i].role in _MANY
                or (self.mentions[i].code in _armed())
            ]  # fmt: skip
            if plural:
                return self.mentions[next((i for i in plural if self.subject[i]), plural[-1])].codes
        return ()

    def _joined(self, group: list[int]) -> tuple[str, ...]:
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

    def _pair(self, at: int) -> tuple[str, ...]:
        """The two named together shortly before; else the two most often named together; else the two named last."""
        groups = self._before(at, 6)
        for group in groups[:4]:
            joined = self._joined(
                [i for i in group if not self.mentions[i].as_place or self.mentions[i].kind == "state"]
            )
            if len(joined) == 2:
                return joined
        if self.together is None:
            self.together = Counter(
                frozenset(pair)
                for group in self.by_sentence.values()
                if len(pair := self._joined([i for i in group if self.mentions[i].code])) == 2
            )
        if self.together:
            return tuple(sorted(self.together.most_common(1)[0][0]))
        seen: list[str] = []
        for group in groups:
            for i in reversed(group):
                mention = self.mentions[i]
                code = mention.code or ""
                if code != "GROUP" and code not in _bodies() and code not in seen and mention.kind != "capital":
                    seen.append(code)
            if len(seen) >= 2:
                break
        return tuple(seen[:2]) if len(seen) >= 2 else ()

    def _last(self, at: int, codes: frozenset[str]) -> str:
        for i in range(at - 1, max(-1, at - 6 * _MAX_BACK), -1):
            if self.mentions[i].code in codes:
                return self.mentions[i].code or ""
        return (
            next((code for code in self.named if code in codes), "")
            if len([c for c in self.named if c in codes]) == 1
            else ""
        )

    def _country(self, at: int, which: str) -> str:
        if which == "host":
            return ""
        region = _regions().get(which)
        if region is not None:
            found = self._last(at, region)
            return found or (
                "PRK"
                if which == "north" and "PRK" in self.named
                else "KOR"
                if which == "south" and "KOR" in self.named
                else ""
            )
        for group in self._before(at, 4):
            states = [i for i in group if self.mentions[i].code != "GROUP" and self.mentions[i].code not in _bodies()]
            subjects = [i for i in states if self.subject[i] or self.mentions[i].as_place]
            if states:
                return self.mentions[(subjects or states)[0]].code or ""
        return ""

    def _body(self, code: str) -> str:
        if code in self.named:
            return code
        if code == "UN" and "EU" in self.named:
            return "EU"
        if code == "NATO" and "COW" in self.named:
            return "COW"
        return code if code in ("NATO", "EU") else "GROUP" if code == "COW" else ""

    # -- speakers, quotations, places ----------------------------------------------------------------------

    def _speaker(self, at: int) -> int | None:
        """Whose words a quotation is: named outside it in the sentence, else before, else behind."""
        here = self.place[at]
        for sentence in (here, here - 1, here + 1, here - 2):
            near = [i for i in self.by_sentence.get(sentence, ()) if abs(i - at) < _MAX_BACK]
            group = [i for i in near if not self._is_quoted(self.mentions[i].span.start)]
            coded = [i for i in group if self.mentions[i].code and self.mentions[i].code != "GROUP"]
            persons = [
                i
                for i in coded
                if (
                    self.mentions[i].kind == "person"
                    or self.mentions[i].person
                    or self.mentions[i].role in _PERSON_ROLES
                )
            ]
            subjects = [i for i in persons if self.subject[i]]
            states = [i for i in coded if self.subject[i] and self.mentions[i].official]
            if subjects or persons or states:
                return (subjects or persons or states)[0]
            pointing = [i for i in group if i > at and self.mentions[i].role in ("he", "she")]
            if pointing:
                return self._person_before(pointing[0], self.mentions[pointing[0]].role)
        return None

    def _reported_speaker(self, at: int) -> int | None:
        before = [
            i
            for i in range(max(0, at - _MAX_BACK), at)
            if self.place[i] == self.place[at] and self.mentions[i].kind == "person" and self.mentions[i].code
        ]
        return before[0] if before else None

    def _quoted_stretches(self) -> list[tuple[int, int]]:
        stretches: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", self.text):
            marks = [m.start() for m in _QUOTES.finditer(self.text, line.start(), line.end())]
            stretches += [
                (marks[i], marks[i + 1] if i + 1 < len(marks) else line.end()) for i in range(0, len(marks), 2)
            ]
        return stretches

    def _is_quoted(self, position: int) -> bool:
        at = bisect_right(self.quoted, (position, len(self.text) + 1)) - 1
        return at >= 0 and self.quoted[at][0] < position < self.quoted[at][1]

    def _may_be_subject(self, mention: ActorMention) -> bool:
        if mention.as_place or not mention.official:
            return False
        start = mention.span.start
        return _PREPOSITION.search(self.folded, max(0, start - 16), start) is None and not mention.possessive

    def _sentence(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    def _paragraph(self, sentence: int) -> int:
        return self.sentences[sentence].paragraph if 0 <= sentence < len(self.sentences) else -1

    def _dominant(self) -> str:
        states = [(count, code) for code, count in self.named.items() if code not in _bodies()]
        return max(states)[1] if states else ""


def _with(mention: ActorMention, codes: tuple[str, ...], by: str) -> ActorMention:
    found = tuple(code for code in codes if code)
    return replace(mention, code=found[0], codes=found, resolved_by=by) if found else mention
