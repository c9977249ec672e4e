"""Whom the words that only point mean: "he", "the alliance", "his government", "we" in an official text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.antecedents import choose_antecedent
from pledgebook.extract.gazetteer import words
from pledgebook.extract.sentences import Sentence
from pledgebook.extract.story import MAX_BACK, PERSON_ROLES, armed_groups, body_codes
from pledgebook.extract.turns import Turns

_ORGANS = frozenset({"government", "ministry", "parliament", "forces", "officials"})
_MANY = frozenset({"officials", "forces", "armed any", "pair any", "they"})
_STATE_LIKE = frozenset({"state", "capital", "seat", "people", "demonym", "body"})
_BROAD = frozenset({"other official", "senior official", "envoy"})
_OUR_STATE = re.compile(r"[Oo]ur (?:country|nation|government|army|navy|troops)")


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
    return _Resolver(mentions, text, sentences, outlet_country or "", official_body or "").resolve()


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
def _meant() -> dict[str, tuple[str, ...]]:
    return {which: tuple(codes) for which, codes in words("anaphors.toml")["meant"].items()}


@cache
def _stands_for() -> dict[str, str]:
    return {form: code for code, forms in words("anaphors.toml")["stands_for"].items() for form in forms}


@cache
def _usual() -> dict[str, str]:
    return {which: codes[0] for which, codes in words("anaphors.toml")["usual"].items()}


@cache
def _name_with() -> dict[str, str]:
    return {which: forms[0] for which, forms in words("anaphors.toml")["name_with"].items()}


class _Resolver(Turns):
    together: Counter[frozenset[str]] | None = None

    def resolve(self) -> tuple[ActorMention, ...]:
        for index, mention in enumerate(self.mentions):
            if mention.code is None:
                self.mentions[index] = self._resolved(index, mention)
            elif mention.kind == "group" and self.subject[index]:
                self.mentions[index] = self._as_body(mention)
            now = self.mentions[index]
            if now.code and now.kind == "person" and now.role:
                self.last_person[now.role] = index
        return tuple(twin for mention in self.mentions for twin in _twins(mention))

    def _as_body(self, mention: ActorMention) -> ActorMention:
        """The body that a plural stands for where it acts: "Allies" where NATO is named, "Europe"."""
        code = _stands_for().get(mention.text, "")
        if not code or (code not in self.named and code != self.issuer):
            return mention
        return _with(mention, (code,), "anaphora")

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
        if where == "body":
            return _with(mention, (self._body(at, which),), "anaphora")
        if where == "country":
            return _with(mention, (self._country(at, which),), "anaphora")
        if where == "pair":
            return _with(mention, self._pair(at), "anaphora")
        if where == "armed":
            return _with(mention, (self.last(at, armed_groups()),), "anaphora")
        if mention.owner:
            return self._owned(at, mention)
        if mention.role in PERSON_ROLES:
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
            back = self.person_before(at, which, skip_own=self.tells_who_said(mention))
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
        start = mention.span.start
        if self.is_quoted(start):
            speaker = self.speaker(at)
            if speaker is not None:
                said = self.mentions[speaker]
                return replace(_with(mention, said.codes[:1], "first_person"), person=said.person)
        turn = self.turn_at(start)
        if turn is not None:
            return _with(mention, (turn,), "first_person")
        if self.issuer:
            return _with(mention, (self.issuer,), "first_person")
        if self.is_quoted(start):
            return mention
        if self.home and (mention.owner == "our" or _OUR_STATE.match(self.folded, start)):
            return _with(mention, (self.home,), "outlet")
        speaker = self.reported_speaker(at)
        return _with(mention, self.mentions[speaker].codes[:1], "first_person") if speaker is not None else mention

    def _titled(self, at: int, mention: ActorMention) -> ActorMention:
        """Find who was last named with the office; else the state last spoken of."""
        back = self._holder(at, mention)
        typical = self._typical_of(mention)
        if self._is_own_office(at, mention, back, typical):
            return _with(mention, (self.issuer,), "outlet")
        if back is not None and typical in ("", self.mentions[back].code):
            person = self.mentions[back]
            return replace(_with(mention, person.codes, "anaphora"), person=person.person)
        if typical:
            return _with(mention, (typical,), "title")
        state = self._state_before(at, far=True)
        if state is not None:
            return _with(mention, self.mentions[state].codes[:1], "anaphora")
        later = next(
            (m for m in self.mentions[at : at + MAX_BACK] if m.kind == "person" and m.role == mention.role and m.code),
            None,
        )
        if later is not None:
            return replace(_with(mention, later.codes, "anaphora"), person=later.person)
        return _with(mention, (self.home or self.dominant,), "outlet")

    def _holder(self, at: int, mention: ActorMention) -> int | None:
        """Who was last named with the office: with the very title, where the class holds many."""
        back = self.last_person.get(mention.role)
        if back is None or mention.role not in _BROAD:
            return back
        title = mention.text.lower().removeprefix("the ")
        for i in range(at - 1, max(-1, at - 2 * MAX_BACK), -1):
            before = self.mentions[i]
            if before.code and before.kind == "person" and title in before.text.lower():
                return i
        return None

    def _is_own_office(self, at: int, mention: ActorMention, back: int | None, typical: str) -> bool:
        """Whether a state's own text speaks of its office: "the Prime Minister", where no other was named just before."""
        if not self.issuer or self.issuer != self.home or typical not in ("", self.issuer):
            return False
        if mention.text[:4].lower() != "the " or not mention.text[4:5].isupper():
            return False
        return back is None or self.mentions[back].code == self.issuer or self.place[at] - self.place[back] > 1

    def _organ(self, at: int, mention: ActorMention) -> ActorMention:
        """Find the state last spoken of in the paragraph, or the paper's own; the learnt ranking may know better."""
        ruled = self._organ_by_rule(at, mention)
        found = choose_antecedent(self, at, ruled.code or "", self._typical_of(mention))
        return ruled if found in ("", ruled.code) else _with(mention, (found,), "anaphora")

    def _organ_by_rule(self, at: int, mention: ActorMention) -> ActorMention:
        typical = self._typical_of(mention)
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
        return _with(mention, (self.home or self.dominant,), "outlet")

    def _typical_of(self, mention: ActorMention) -> str:
        """The one state or body that has such a title, if it is the paper's own or named in the report."""
        title = self.folded[mention.span.start : mention.span.end].lower().removeprefix("the ").removeprefix("former ")
        codes = _typical().get(title, ())
        own = next((code for code in codes if code in (self.home, self.issuer)), "")
        return own or max((code for code in codes if code in self.named), key=self.named.__getitem__, default="")

    def _owner_of_title(self, at: int) -> str:
        """The state of an official whom no table knows: the one his sentence or the one before speaks of."""
        back = self._state_before(at, states_only=True)
        if back is not None:
            return self.mentions[back].code or ""
        ahead = [
            self.mentions[i]
            for i in range(at + 1, min(at + MAX_BACK, len(self.mentions)))
            if self.place[i] == self.place[at] and self.mentions[i].kind in _STATE_LIKE
        ]
        return (ahead[0].code or "") if ahead else self.home

    # -- looking back --------------------------------------------------------------------------------------

    def _state_before(
        self, at: int, *, far: bool = False, within_paragraph: bool = False, states_only: bool = False
    ) -> int | None:
        paragraph = self.paragraph(self.place[at])
        for step, group in enumerate(self.before(at, 8 if far else 2)):
            if within_paragraph and step and self.paragraph(self.place[at] - step) != paragraph:
                return None
            fits = [
                i for i in group
                if (self.mentions[i].kind in _STATE_LIKE and (self.mentions[i].official or far))
                or (self.mentions[i].kind == "role" and not states_only)
                or (self.mentions[i].kind == "pronoun" and self.mentions[i].role == "it")
            ]  # fmt: skip
            if states_only:
                fits = [i for i in fits if self.mentions[i].code not in body_codes()]
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
        for group in self.before(at, 2):
            joined = self.joined(group)
            if len(joined) > 1:
                return joined
            plural = [
                i for i in group
                if self.mentions[i].kind in ("group", "people") or self.mentions[i].role in _MANY
                or (self.mentions[i].code in armed_groups())
            ]  # fmt: skip
            if plural:
                return self.mentions[next((i for i in plural if self.subject[i]), plural[-1])].codes
        return ()

    def _pair(self, at: int) -> tuple[str, ...]:
        """The two named together shortly before; else the two most often named together; else the two named last."""
        groups = self.before(at, 6)
        for group in groups[:4]:
            joined = self.joined(
                [i for i in group if not self.mentions[i].as_place or self.mentions[i].kind == "state"]
            )
            if len(joined) == 2:
                return joined
        if self.together is None:
            self.together = Counter(
                frozenset(pair)
                for group in self.by_sentence.values()
                if len(pair := self.joined([i for i in group if self.mentions[i].code])) == 2
            )
        if self.together:
            return tuple(sorted(self.together.most_common(1)[0][0]))
        seen: list[str] = []
        for group in groups:
            for i in reversed(group):
                mention = self.mentions[i]
                code = mention.code or ""
                if code != "GROUP" and code not in body_codes() and code not in seen and mention.kind != "capital":
                    seen.append(code)
            if len(seen) >= 2:
                break
        return tuple(seen[:2]) if len(seen) >= 2 else ()

    def _country(self, at: int, which: str) -> str:
        if which == "host":
            return ""
        region = _regions().get(which)
        if region is not None:
            found = self.last(at, region)
            return found or (
                "PRK"
                if which == "north" and "PRK" in self.named
                else "KOR"
                if which == "south" and "KOR" in self.named
                else ""
            )
        for group in self.before(at, 4):
            states = [
                i for i in group if self.mentions[i].code != "GROUP" and self.mentions[i].code not in body_codes()
            ]
            subjects = [i for i in states if self.subject[i] or self.mentions[i].as_place]
            if states:
                return self.mentions[(subjects or states)[0]].code or ""
        return ""

    def _body(self, at: int, which: str) -> str:
        """Which body is meant: the one that issues the text, else the one named last, else next, else the usual one."""
        meant = _meant()[which]
        if self.issuer in meant:
            return self.issuer
        if self.named.keys().isdisjoint(meant):
            return _usual().get(which, "")
        forms = _name_with().get(which, "")
        before = [i for i in range(at - 1, max(-1, at - 6 * MAX_BACK), -1) if self.mentions[i].code in meant]
        with_word = [i for i in before if forms and forms in self.mentions[i].text]
        if with_word or before:
            return self.mentions[(with_word or before)[0]].code or ""
        return next((code for code in self.named if code in meant), "")


def _twins(mention: ActorMention) -> tuple[ActorMention, ...]:
    """One mention for each of two actors meant together: "both countries" acts for the one and for the other."""
    if len(mention.codes) != 2:
        return (mention,)
    return tuple(replace(mention, code=code) for code in mention.codes)


def _with(mention: ActorMention, codes: tuple[str, ...], by: str) -> ActorMention:
    found = tuple(code for code in codes if code)
    return replace(mention, code=found[0], codes=found, resolved_by=by) if found else mention
