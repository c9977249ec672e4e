"""A parsed sentence as the rules look at it: which words show a stance or an action, and which are denied."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pledgebook.extract.lexicon import Lexicon
from pledgebook.extract.parse import Tree

_NEGATIONS = frozenset(
    ("not", "n't", "n’t", "never", "no", "nor", "neither", "none", "hardly", "nothing", "nobody", "without", "cannot")
)
_MAX_BELOW = 24


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An actor mention as its sentence's tree has it.

    Attributes:
        code: Code of the actor; None if it is not known.
        head: Its head token; None if the mention is no candidate's actor.
        first: Its first token.
        after: The token after its last.
    """

    code: str | None
    head: int | None
    first: int
    after: int


@dataclass(slots=True)
class SentenceView:
    """One parsed sentence with the classes of its words, each worked out when first asked for.

    Attributes:
        tree: The tree.
        lexicon: The word classes.
        of_actors: The tokens that belong to actor mentions.
        negated: Whether each token is denied.
    """

    tree: Tree
    lexicon: Lexicon
    of_actors: frozenset[int]
    negated: Sequence[bool]
    _words: dict[int, str] = field(default_factory=dict)
    _stances: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _actions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _objects: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Tree, mentions: Sequence[Mentioned], lexicon: Lexicon) -> "SentenceView":
        """Look at a sentence with its actor mentions."""
        denied = {tree.heads[token] for token, lemma in enumerate(tree.lemmas) if lemma in _NEGATIONS}
        return cls(
            tree,
            lexicon,
            frozenset(token for mention in mentions for token in range(mention.first, mention.after)),
            [token in denied for token in range(len(tree.words))],
        )

    def word(self, token: int) -> str:
        """The lemma, with its particle: ``rule out``."""
        word = self._words.get(token)
        if word is None:
            word = self._words[token] = _with_particle(self.tree, token)
        return word

    def stances(self, token: int) -> tuple[str, ...]:
        """Classes of stances of the word."""
        known = self._stances.get(token)
        if known is None:
            known = self._stances[token] = _stance_classes(self.lexicon, self.tree, token, self.word(token))
        return known

    def actions(self, token: int) -> tuple[str, ...]:
        """Classes of actions of the word."""
        known = self._actions.get(token)
        if known is None:
            known = self._actions[token] = _action_classes(self.lexicon, self.tree, token, self.word(token))
        return known

    def objects_of(self, leaf: int) -> frozenset[str]:
        """Classes of actions that the things below a content word are the objects of."""
        known = self._objects.get(leaf)
        if known is not None:
            return known
        tree, lexicon = self.tree, self.lexicon
        found: set[str] = set()
        for token in _below(tree, leaf):
            if token == leaf or token in self.of_actors:
                continue
            lemma = tree.lemmas[token]
            if tree.tags[token][:1] in "NJV":
                found.update(lexicon.action_objects.get(lemma, ()), lexicon.action_nouns.get(lemma, ()))
            for phrase in lexicon.phrases.get(lemma, ()):
                if tuple(tree.lemmas[token : token + len(phrase)]) == phrase:
                    found.update(lexicon.action_objects.get(" ".join(phrase), ()))
        self._objects[leaf] = frozenset(found)
        return self._objects[leaf]


def _with_particle(tree: Tree, token: int) -> str:
    particle = tree.child(token, "prt")
    return tree.lemmas[token] if particle is None else f"{tree.lemmas[token]} {tree.lemmas[particle]}"


def _stance_classes(lexicon: Lexicon, tree: Tree, token: int, word: str) -> tuple[str, ...]:
    tag, lemma = tree.tags[token][:1], tree.lemmas[token]
    if tag == "V":
        return lexicon.stance_verbs.get(word) or lexicon.stance_verbs.get(lemma, ())
    if tag == "J":
        return lexicon.stance_adjectives.get(lemma, ())
    return lexicon.stance_nouns.get(lemma, ()) if tag == "N" else ()


def _action_classes(lexicon: Lexicon, tree: Tree, token: int, word: str) -> tuple[str, ...]:
    tag, lemma = tree.tags[token][:1], tree.lemmas[token]
    if tag == "V":
        return lexicon.action_verbs.get(word) or lexicon.action_verbs.get(lemma, ())
    return (*lexicon.action_nouns.get(lemma, ()), *lexicon.action_objects.get(lemma, ()))


def _below(tree: Tree, token: int) -> list[int]:
    """The token and what hangs below it, nearest first, cut where it grows long."""
    found = [token]
    for here in found:
        if len(found) >= _MAX_BELOW:
            break
        found.extend(c for c in tree.children[here] if tree.deps[c] not in ("punct", "det"))
    return found[:_MAX_BELOW]
