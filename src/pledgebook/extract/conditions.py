"""What a stance hangs on: clauses and phrases that open a condition, with their kind and their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.extract.candidates import Candidate
from pledgebook.extract.condition_rows import OPEN_STANCES, Hang, Opener, condition_rows
from pledgebook.extract.condition_rows import kind_of as kind_of
from pledgebook.extract.parse import Tree
from pledgebook.extract.wording import row_of
from pledgebook.model.codes import Action, ConditionKind, Stance

_INVERTED = frozenset(("should", "were", "had"))
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_WIDEST = 240
_FARTHEST = 7
_STOP = re.compile(r"[,;:!?\"”“()]|\.(?:\s|$)|\s[-–—]\s")
_HARD_STOP = re.compile(r"[;:“”\"]|\s[-–—]\s")
_DATED = re.compile(
    r"\s+(?:at least|the (?:end|summer|autumn|spring|winter|middle)|early|late|mid|\d|january|february|march|april|may|june"
    r"|july|august|september|october|november|december|then|now|recently|autumn|spring|summer|winter|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|dawn|midnight|noon"
    r"|(?:this|last|next) (?:week|month|year|autumn|spring|summer|winter|decade|monday|tuesday|wednesday|thursday|friday))\b"
)
_QUESTIONS = frozenset(
    ("ask", "wonder", "know", "see", "question", "say", "decide", "consider", "examine", "doubt", "sure")
)


@dataclass(frozen=True, slots=True)
class FoundCondition:
    """A condition in one sentence.

    Attributes:
        kind: Which of the codebook's kinds.
        start: Position of its first character in the sentence.
        end: Position after its last character.
        head: Token that the condition hangs on.
        inside: Tokens of the condition itself.
        binds: Stances that it can bind.
        binds_lasting: Stances that it can bind where they are towards something that lasts: "will stay until".
    """

    kind: ConditionKind
    start: int
    end: int
    head: int
    inside: frozenset[int]
    binds: frozenset[Stance] = OPEN_STANCES
    binds_lasting: frozenset[Stance] = frozenset()


def find_conditions(tree: Tree, text: str) -> list[FoundCondition]:
    """All conditions of one sentence, in order, not overlapping."""
    rows = condition_rows()
    found: list[FoundCondition] = []
    matches = [m for m in rows.pattern.finditer(text) if not rows.nothing.match(text, m.start())]
    for number, match in enumerate(matches):
        token = _token_at(tree, match.start())
        if token is None or _is_noise(tree, token, match.group().lower(), text, match):
            continue
        stop = _next_opener(text, match, matches[number + 1 :])
        for opener in rows.openers[row_of(match.group())]:
            _add(found, tree, text, match.start(), match.end(), opener, stop)
    for match in rows.absolute.finditer(text):
        token = _token_at(tree, match.start())
        if token is not None and tree.tags[token].startswith("N"):
            _keep(found, tree, match.start(), match.end(), kind_of(match.group()), OPEN_STANCES)
    for token, lemma in enumerate(tree.lemmas):
        if lemma in _INVERTED and tree.tags[token] in ("MD", "VBD") and _is_inverted(tree, token):
            _add(found, tree, text, tree.starts[token], tree.end(token), _ANY, len(text))
        elif lemma in rows.hangs and tree.tags[token][:1] in "VJ":
            _add_hanging(found, tree, text, token, rows.hangs[lemma])
    return sorted(found, key=lambda c: c.start)


_LEAD = re.compile(r"(?:,\s*(?:and|or|but)?|\s(?:and|or|but))\s*$")
_LONGEST_LEAD = 12
_MOST_OPENERS = 20
_ANY = Opener("clause", OPEN_STANCES, frozenset())


def named_condition(text: str, action: Action, stance: Stance) -> FoundCondition | None:
    """What a sentence names without an opener and yet an act of this kind hangs on: the truce that is to be watched.

    >>> text = "Washington will lead the monitoring of any truce."
    >>> found = named_condition(text, Action.MONITOR, Stance.COMMITTED)
    >>> text[found.start : found.end]
    'any truce'
    """
    for row in condition_rows().named:
        match = row.pattern.search(text) if action in row.actions and stance in row.stances else None
        if match is not None:
            end = match.start() + len(match.group().rstrip())
            return FoundCondition(row.code, match.start(), end, 0, frozenset())
    return None


def conditions_of(tree: Tree, candidate: Candidate, conditions: Sequence[FoundCondition]) -> list[FoundCondition]:
    """The conditions that may bind the candidate's act: not those that it stands in, nor those too far off in the tree."""
    return [condition for condition in conditions if distance(tree, candidate, condition) is not None]


Bound = tuple[Candidate, Stance, Action]


def bind(
    tree: Tree, text: str, bound: Sequence[Bound], conditions: Sequence[FoundCondition]
) -> list[list[FoundCondition]]:
    """For each claim of a sentence the conditions that it hangs on: each condition binds what is nearest to it in the tree."""
    found: list[list[FoundCondition]] = [[] for _ in bound]
    for condition in conditions:
        steps = [
            distance(tree, candidate, condition) if may_bind(tree, text, condition, candidate, stance) else None
            for candidate, stance, _ in bound
        ]
        known = [step for step in steps if step is not None]
        if not known and len({candidate.mention for candidate, _, _ in bound}) == 1:
            steps = [_FARTHEST if may_bind(tree, text, condition, c, stance) else None for c, stance, _ in bound]
            known = [step for step in steps if step is not None]
        if not known:
            continue
        nearest = {bound[n][0].leaf for n, step in enumerate(steps) if step == min(known)}
        for n, step in enumerate(steps):
            if step is not None and bound[n][0].leaf in nearest:
                found[n].append(condition)
    for n, (_, stance, action) in enumerate(bound):
        named = named_condition(text, action, stance) if not found[n] else None
        if named is not None:
            found[n].append(named)
    return found


def may_bind(tree: Tree, text: str, condition: FoundCondition, candidate: Candidate, stance: Stance) -> bool:
    """Whether a condition can bind a stance of this kind, and stands in the same part of the sentence."""
    if stance not in condition.binds and not (
        stance in condition.binds_lasting
        and any(
            tree.lemmas[t] in condition_rows().lasting
            for t in (*candidate.chain, condition.head, *tree.children[condition.head])
        )
    ):
        return False
    left, right = sorted((condition.start, tree.starts[candidate.leaf]))
    return ";" not in text[left:right]


def distance(tree: Tree, candidate: Candidate, condition: FoundCondition) -> int | None:
    """Steps in the tree between a condition and the candidate's chain; None where one stands in the other or they are far apart."""
    chain = set(candidate.chain)
    if chain & condition.inside:
        return None
    here = condition.head
    ways = {token: steps for steps, token in enumerate(_upwards(tree, here))}
    for token in candidate.chain:
        if token in ways:
            nearest = min(ways[t] for t in chain if t in ways)
            return nearest if nearest <= _FARTHEST else None
    for steps, token in enumerate(_upwards(tree, candidate.chain[0])):
        if token in ways:
            total = steps + ways[token]
            return total + 1 if total <= _FARTHEST else None
    return None


def _upwards(tree: Tree, token: int) -> list[int]:
    found = [token]
    while tree.heads[token] != token:
        token = tree.heads[token]
        found.append(token)
    return found


def _add(
    found: list[FoundCondition], tree: Tree, text: str, start: int, opened: int, opener: Opener, stop: int
) -> None:
    token = _token_at(tree, start)
    if token is None:
        return
    end = min(_extent(tree, text, token, start, opened), stop)
    words = text[start:end].rstrip(" ,;.:!?\"”'’)")
    end = start + len(words)
    if len(words) < 4 or (end <= opened and opener.opens == "clause"):
        return
    if opener.opens == "clause" and not _has_verb(tree, opened, end):
        return
    kind = kind_of(words)
    if opener.present and not _is_present(tree, opened, end):
        return
    if opener.names and (kind not in opener.names or _has_past(tree, opened, end)):
        return
    _keep(found, tree, start, end, kind, opener.binds, lasting=opener.lasting)


def _add_hanging(found: list[FoundCondition], tree: Tree, text: str, token: int, rows: Sequence[Hang]) -> None:
    """Add the phrase below the word, with the word itself: "depends on American support"."""
    subject = tree.child(token, "nsubj")
    somebody = subject is not None and tree.tags[subject] in ("NNP", "NNPS", "WDT", "PRP")
    if somebody and tree.tags[token][:1] == "V" and not any("for" in row.prepositions for row in rows):
        return
    for row in rows:
        for below in tree.children[token]:
            preposition = tree.lemmas[below] if tree.deps[below] in ("prep", "mark") else ""
            if preposition not in row.prepositions or (not preposition and tree.deps[below] not in ("dobj", "obj")):
                continue
            end = (
                _extent(tree, text, below, tree.starts[below], tree.end(below)) if preposition else _end_of(tree, below)
            )
            start = tree.starts[token]
            kind = kind_of(text[start:end])
            if end > start and not (row.names and kind not in row.names):
                words = text[start:end].rstrip(" ,;.:!?\"”'’)")
                _keep(found, tree, start, start + len(words), kind, row.binds, hangs=token)
                return


def _end_of(tree: Tree, token: int) -> int:
    return tree.end(max(tree.subtree(token)))


def _keep(
    found: list[FoundCondition],
    tree: Tree,
    start: int,
    end: int,
    kind: ConditionKind,
    binds: frozenset[Stance],
    *,
    hangs: int | None = None,
    lasting: bool = False,
) -> None:
    plain, if_lasting = (frozenset(), binds) if lasting else (binds, frozenset())
    for number, other in enumerate(found):
        if (other.start, other.end) == (start, end):
            found[number] = replace(other, binds=other.binds | plain, binds_lasting=other.binds_lasting | if_lasting)
        if start < other.end and other.start < end:
            return
    found.append(condition_at(tree, start, end, kind, hangs=hangs, binds=plain, binds_lasting=if_lasting))


def condition_at(
    tree: Tree,
    start: int,
    end: int,
    kind: ConditionKind,
    *,
    hangs: int | None = None,
    binds: frozenset[Stance] = OPEN_STANCES,
    binds_lasting: frozenset[Stance] = frozenset(),
) -> FoundCondition:
    """The words from ``start`` to ``end`` as a condition; ``hangs`` is a token of them that is no part of the condition itself."""
    inside = frozenset(t for t in range(len(tree.words)) if start <= tree.starts[t] < end and t != hangs)
    token = _token_at(tree, start)
    head = token if token is not None else 0
    for _ in range(8):
        if head not in inside or tree.heads[head] == head:
            break
        head = tree.heads[head]
    return FoundCondition(kind, start, end, head, inside, binds, binds_lasting)


def _extent(tree: Tree, text: str, token: int, start: int, opened: int) -> int:
    """Where the clause or phrase that the opening words begin ends."""
    top = token
    if (
        tree.deps[token] in ("mark", "advmod", "aux", "cc", "preconj", "case", "dep", "nsubj")
        and tree.heads[token] > token
    ):
        top = tree.heads[token]
    after = [t for t in range(token, len(tree.words)) if tree.starts[t] < opened]
    last = after[-1] if after else token
    below = set(tree.subtree(top)) | set(after) | set(tree.subtree(last))
    for other in list(below):
        if other > last and _breaks_off(tree, other, below):
            below -= set(tree.subtree(other))
    end = opened
    for t in range(token, len(tree.words)):
        if t not in below and tree.words[t] not in (",", "'s", "’s"):
            break
        end = tree.end(t)
    hard = _HARD_STOP.search(text, opened)
    if hard is not None and hard.start() > opened + 3:
        end = min(end, hard.start())
    if end <= opened + 3:
        stop = _STOP.search(text, opened + 1)
        end = stop.start() if stop else len(text)
    if end - start > _WIDEST:
        cut = re.compile(r"[,;]").search(text, start + 12)
        end = min(cut.start() if cut else start + _WIDEST, start + _WIDEST)
    return end


def _breaks_off(tree: Tree, token: int, below: set[int]) -> bool:
    """Whether a piece of the condition begins a sentence of its own: ", and Hugo Chávez trumped them all"; or is in apposition."""
    before = token - 1
    if tree.deps[token] == "conj" and tree.tags[token][:1] in "VM" and tree.child(token, *_SUBJECTS) is not None:
        first = min(tree.subtree(token))
        return first > 1 and (
            "," in tree.words[max(0, first - 2) : first] or ";" in tree.words[max(0, first - 2) : first]
        )
    if tree.deps[token] == "relcl" and tree.tags[min(tree.subtree(token))] == "NNP" and min(below) == 0:
        return True
    return tree.deps[token] == "appos" and before in below and tree.words[min(tree.subtree(token)) - 1] == ","


def _next_opener(text: str, match: re.Match[str], later: Sequence[re.Match[str]]) -> int:
    """Where another condition that is joined to this one begins: "once it has signed, and once the road is built"."""
    for other in later[:_MOST_OPENERS]:
        start = max(match.end(), other.start() - _LONGEST_LEAD)
        lead = _LEAD.search(text[start : other.start()])
        if lead is not None:
            return start + lead.start()
    return len(text)


def _has_verb(tree: Tree, start: int, end: int) -> bool:
    """Whether a clause stands there; a verb behind a name is often taken for a noun: "until Phnom Penh apologises"."""
    return any(
        tree.tags[t][:1] in "VM" or (tree.tags[t] == "NNS" and tree.tags[t - 1].startswith("NNP"))
        for t in range(1, len(tree.words))
        if start <= tree.starts[t] < end
    )


def _has_past(tree: Tree, start: int, end: int) -> bool:
    return any(tree.tags[t] == "VBD" for t in range(len(tree.words)) if start <= tree.starts[t] < end)


def _is_present(tree: Tree, start: int, end: int) -> bool:
    tags = [tree.tags[t] for t in range(len(tree.words)) if start <= tree.starts[t] < end]
    return ("VBZ" in tags or "VBP" in tags) and "VBD" not in tags


def _token_at(tree: Tree, position: int) -> int | None:
    for token, start in enumerate(tree.starts):
        if start <= position < tree.end(token) or start >= position:
            return token
    return None


def _is_noise(tree: Tree, token: int, words: str, text: str, match: re.Match[str]) -> bool:
    """Whether the opener means something else here: "provided aid", "asked if", "had once called", "until 2026"."""
    before, after = (
        text[max(0, match.start() - 12) : match.start()].lower(),
        text[match.end() : match.end() + 24].lower(),
    )
    if words in ("provided", "providing", "assuming"):
        apart = before.rstrip().endswith((",", "-", "–", "—", ";", "(")) or not before.strip()
        return not apart and (tree.deps[token] not in ("mark", "prep", "advcl") or tree.tags[token] == "VBD")
    if words == "if":
        verb = tree.heads[token]
        asked = tree.deps[verb] == "ccomp" and tree.lemmas[tree.heads[verb]] in _QUESTIONS
        return asked or re.search(r"\b(?:as|what|even)\s+$", before) is not None
    if words == "once":
        previous = tree.lemmas[token - 1] if token else ""
        if previous in ("at", "more", "have", "be", "who", "than", "which", "that", "only", "all", "he", "she", "they"):
            return True
        following = tree.tags[token + 1] if token + 1 < len(tree.tags) else "."
        return following not in (
            "DT",
            "PRP",
            "PRP$",
            "EX",
            "VBN",
            "VBG",
            "JJ",
            "CD",
            "NN",
            "NNS",
            "NNP",
            "NNPS",
            "IN",
            "WDT",
            "NNPS",
        )
    if words in ("until", "till", "before"):
        return _DATED.match(after) is not None
    if words in ("the moment", "the day"):
        return (
            not re.match(r"\s+(?!of\b|after\b|before\b|when\b|he\b|she\b)\w", after)
            or "at " in before[-4:]
            or "for " in before[-5:]
            or "on " in before[-4:]
        )
    if words == "while":
        return not before.strip() or before.rstrip().endswith((",", "-", "–", "—", ";", ":"))
    if words == "pending":
        return tree.deps[token] in ("amod", "acomp", "attr", "ROOT")
    return False


def _is_inverted(tree: Tree, token: int) -> bool:
    """Whether an auxiliary opens a condition by standing before its subject: "should Russia attack again"."""
    verb = tree.heads[token]
    if tree.words[-1] == "?":
        return False
    if verb == token:
        return tree.lemmas[token] == "were" and tree.deps[token] == "advcl"
    if tree.deps[token] not in ("aux", "auxpass", "ROOT", "advcl"):
        return False
    subject = tree.child(verb, *_SUBJECTS)
    if subject is None or subject < token or verb < subject:
        return False
    return tree.lemmas[token] == "should" or tree.deps[verb] == "advcl"
