"""Whose words a text gives: the speaker of a quotation, the label before a turn in a transcript."""

import re
from bisect import bisect_right
from functools import cached_property

from pledgebook.extract.actors import ActorMention, actors
from pledgebook.extract.story import MAX_BACK, PERSON_ROLES, Story

_QUOTES = re.compile(r"[\"“”„«»]")
_SAYS = re.compile(
    r" (?:said|says|added|adds|explained|told|stressed|noted|insisted|warned|wrote|continued"
    r"|argued|claimed|declared)\b[^,]{0,40}(?:[.,\n]|$)"
)
_LABEL = re.compile(r"([A-Z][\w.'-]*(?: (?:[A-Z][\w.'-]*|of|the|for|and|de|von|van|al)){0,7})(?: \([^)\n]{2,60}\))?: ")
_ASKS = re.compile(r"Q|QUESTION|MODERATOR|REPORTER|JOURNALIST|INTERVIEWER|Question|Moderator|Reporter|Interviewer|Host")
_ANSWERS = re.compile(r"A|ANSWER|Answer|PM|PRESIDENT")
_LONGEST_LABEL = 90
_NOBODY = ""


class Turns(Story):
    """A story that knows who speaks at each place."""

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """First and last mark of each quotation."""
        stretches: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", self.text):
            marks = [m.start() for m in _QUOTES.finditer(self.text, line.start(), line.end())]
            stretches += [
                (marks[i], marks[i + 1] if i + 1 < len(marks) else line.end()) for i in range(0, len(marks), 2)
            ]
        return stretches

    def is_quoted(self, position: int) -> bool:
        """Whether a place stands between quotation marks."""
        at = bisect_right(self.quoted, (position, len(self.text) + 1)) - 1
        return at >= 0 and self.quoted[at][0] < position < self.quoted[at][1]

    @cached_property
    def turns(self) -> list[tuple[int, int, str]]:
        """Start and end of each turn of a transcript, with the code of who speaks; an empty one for who only asks."""
        found: list[tuple[int, int, str]] = []
        for number, sentence in enumerate(self.sentences):
            start = sentence.span.start
            match = _LABEL.match(self.folded, start, start + _LONGEST_LABEL) if ":" in sentence.text else None
            code = self._labelled(number, match.group(1)) if match else None
            if match is None or code is None:
                continue
            if found and found[-1][1] > start:
                found[-1] = (found[-1][0], start, found[-1][2])
            found.append((match.end(), self._end_of_turn(number, match.group(1), code), code))
        return found

    def _labelled(self, sentence: int, label: str) -> str | None:
        """Whom a label names: a code, an empty one for who asks, or None if it is no speaker's label."""
        if _ASKS.fullmatch(label.split(",")[0]):
            return _NOBODY
        if _ANSWERS.fullmatch(label):
            return self.issuer
        start = self.starts[sentence]
        inside = [
            m
            for i in self.by_sentence.get(sentence, ())[:4]
            if (m := self.mentions[i]).span.end <= start + len(label) and (m.kind == "person" or m.role in PERSON_ROLES)
        ]
        codes = [m.code for m in inside if m.code and m.code != "GROUP"]
        if codes and inside[0].span.start == start:
            return codes[0]
        if inside and inside[0].span.end == start + len(label):
            return self.issuer
        if not label.isupper() or len(label) < 5 or not self.issuer:
            return None
        named = [m.code for m in actors().find(label.title()) if m.code and m.kind in ("person", "state", "body")]
        return named[0] if named else self.issuer

    def _end_of_turn(self, sentence: int, label: str, code: str) -> int:
        """A speaker of a transcript goes on to the next label; a question ends with its mark, all else with the line."""
        start = self.starts[sentence]
        line_end = self.folded.find("\n", start)
        line_end = len(self.text) if line_end < 0 else line_end
        if code != _NOBODY:
            return len(self.text) if self.issuer or label.isupper() else line_end
        asked = self.folded.find("?", start, line_end)
        return asked + 1 if asked >= 0 else line_end

    def turn_at(self, position: int) -> str | None:
        """Code of who speaks at a place of a transcript; None outside any turn."""
        at = bisect_right(self.turns, position, key=lambda turn: turn[0]) - 1
        return self.turns[at][2] if at >= 0 and position < self.turns[at][1] else None

    def tells_who_said(self, mention: ActorMention) -> bool:
        """Whether it is the "he" of a closing ", he said": the speaker was named before this sentence."""
        lead = self.folded[max(0, mention.span.start - 3) : mention.span.start]
        return lead.rstrip(" ").endswith((",", '"')) and _SAYS.match(self.folded, mention.span.end) is not None

    def speaker(self, at: int) -> int | None:
        """Whose words a quotation is: named outside it in the sentence, else before, else behind."""
        here = self.place[at]
        for sentence in (here, here - 1, here + 1, here - 2):
            near = [i for i in self.by_sentence.get(sentence, ()) if abs(i - at) < MAX_BACK]
            group = [i for i in near if not self.is_quoted(self.mentions[i].span.start)]
            coded = [i for i in group if self.mentions[i].code and self.mentions[i].code != "GROUP"]
            persons = [
                i
                for i in coded
                if (
                    self.mentions[i].kind == "person"
                    or self.mentions[i].person
                    or self.mentions[i].role in PERSON_ROLES
                )
            ]
            subjects = [i for i in persons if self.subject[i]]
            states = [i for i in coded if self.subject[i] and self.mentions[i].official]
            if subjects or persons or states:
                return (subjects or persons or states)[0]
            pointing = [i for i in group if i > at and self.mentions[i].role in ("he", "she")]
            if pointing:
                return self.person_before(pointing[0], self.mentions[pointing[0]].role)
        return None

    def reported_speaker(self, at: int) -> int | None:
        """The first person named before in the sentence."""
        before = [
            i
            for i in range(max(0, at - MAX_BACK), at)
            if self.place[i] == self.place[at] and self.mentions[i].kind == "person" and self.mentions[i].code
        ]
        return before[0] if before else None
