"""A parsed sentence to candidates: who may hold a stance towards which action in it.

A candidate ties one mention of an actor to one predicate through the
dependency tree: from the actor up to the predicate that it is the subject, the
agent, the owner or a modifier of, then down through the predicates that this
one governs ("has **refused** to **rule out sending** troops") to the one that
carries the content. The fields of a claim are read around the candidate that fits it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.extract.lexicon import Lexicon
from pledgebook.extract.parse import Tree

_MOST_LEAVES = 6
_MOST_STEPS = 7
WEAK = frozenset(
    ("obj", "attr", "poss", *(f"prep:{word}" for word in (
        "in", "to", "for", "on", "at", "into", "under", "after", "among", "as", "against", "over", "before", "without",
        "about", "through", "near", "toward", "towards", "during", "since", "until", "like", "than", "inside", "outside")))
)  # fmt: skip
"""Relations through which an actor seldom holds a stance: only the predicate itself is looked at."""
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_COMPLEMENTS = frozenset(("xcomp", "ccomp", "dobj", "attr", "acomp", "oprd", "pcomp", "acl", "relcl", "dep", "prt"))
_VERBAL = frozenset(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One actor mention tied to one predicate of its sentence.

    Attributes:
        mention: Index of the actor mention in the list given.
        relation: How the actor hangs on the first predicate: ``subj``, ``pass``, ``agent``, ``poss``, ``mod``, ``of``,
            ``obj``, ``prep:with``, ``root``, ...
        chain: Tokens from the first predicate down to the one that carries the content.
    """

    mention: int
    relation: str
    chain: tuple[int, ...]

    @property
    def leaf(self) -> int:
        """The token that carries the content."""
        return self.chain[-1]


def token_range(tree: Tree, start: int, end: int) -> tuple[int, int]:
    """First token and token after the last of the characters ``[start, end)`` of the sentence; equal if none."""
    first = 0
    count = len(tree.words)
    while first < count and tree.end(first) <= start:
        first += 1
    after = first
    while after < count and tree.starts[after] < end:
        after += 1
    return first, after


def head_of(tree: Tree, first: int, after: int) -> int:
    """The token of the range that its other tokens hang on."""
    for token in range(after - 1, first - 1, -1):
        head = tree.heads[token]
        if not first <= head < after or head == token:
            return token
    return max(first, after - 1)


def find_candidates(tree: Tree, heads: Sequence[int | None], lexicon: Lexicon) -> list[Candidate]:
    """All candidates of one sentence; ``heads`` has the head token of each actor mention, None for one to leave out."""
    found: list[Candidate] = []
    taken = {head for head in heads if head is not None}
    for number, head in enumerate(heads):
        if head is None:
            continue
        seen: set[tuple[int, ...]] = set()
        for relation, predicate in _attachments(tree, head):
            chains = [(predicate,)] if relation in WEAK else _chains(tree, predicate, lexicon, taken, head)
            for chain in chains:
                key = (chain[0], chain[-1])
                if key not in seen:
                    seen.add(key)
                    found.append(Candidate(number, relation, chain))
    return found


def _attachments(tree: Tree, head: int) -> list[tuple[str, int]]:
    """Each predicate that a noun hangs on, nearest first: "officials of Canada" acts for Canada."""
    found: list[tuple[str, int]] = []
    here = head
    for _ in range(_MOST_STEPS):
        above, dep = tree.heads[here], tree.deps[here]
        if above == here:
            found.append(("root", here))
            break
        if dep in _SUBJECTS:
            found.append(("pass" if dep.endswith("pass") else "subj", above))
            break
        if dep in ("conj", "appos"):
            here = above
        elif dep in ("poss", "compound", "amod", "nmod", "nummod", "npadvmod", "quantmod"):
            found.append(("poss" if dep == "poss" else "mod", above))
            here = above
        elif dep == "pobj":
            preposition = tree.lemmas[above]
            over = tree.heads[above]
            if tree.deps[above] == "agent":
                found.append(("agent", over))
                break
            found.append((f"prep:{preposition}", over))
            if tree.tags[over].startswith("N") and preposition in ("of", "from", "in", "for", "at", "with"):
                here = over
            else:
                break
        elif dep in ("dobj", "dative", "attr", "oprd", "iobj"):
            found.append(("obj" if dep != "attr" else "attr", above))
            break
        else:
            found.append((f"dep:{dep}", above))
            break
    return found


def _chains(tree: Tree, top: int, lexicon: Lexicon, actors: set[int], actor: int) -> list[tuple[int, ...]]:
    """Ways down from a predicate to the predicates and nouns that may carry the content."""
    found: list[tuple[int, ...]] = []
    queue: list[tuple[int, ...]] = [(top,)]
    seen = {top, actor}
    while queue and len(found) < _MOST_LEAVES:
        chain = queue.pop(0)
        here = chain[-1]
        if len(chain) == 1 or _is_content(tree, here, lexicon):
            found.append(chain)
        if len(chain) >= _MOST_STEPS:
            continue
        for below in tree.children[here]:
            dep = tree.deps[below]
            if below in seen:
                continue
            if dep == "prep" or dep == "agent":
                seen.add(below)
                for inner in tree.children[below]:
                    if tree.deps[inner] in ("pobj", "pcomp") and inner not in seen and inner not in actors:
                        seen.add(inner)
                        queue.append((*chain, inner))
                continue
            if dep == "conj":
                if tree.tags[below] in _VERBAL and any(tree.deps[c] in _SUBJECTS for c in tree.children[below]):
                    continue
            elif dep == "nsubjpass" or (dep == "nsubj" and below not in actors and here != top):
                pass
            elif dep == "advcl":
                if not any(tree.lemmas[c] == "to" and tree.deps[c] == "aux" for c in tree.children[below]):
                    continue
            elif dep not in _COMPLEMENTS:
                continue
            if below in actors and not tree.children[below]:
                continue
            seen.add(below)
            queue.append((*chain, below))
    return found


def _is_content(tree: Tree, token: int, lexicon: Lexicon) -> bool:
    lemma, tag = tree.lemmas[token], tree.tags[token]
    if tag in _VERBAL:
        return True
    return lexicon.is_trigger(lemma) or lemma in lexicon.stance_nouns or lemma in lexicon.stance_adjectives
