"""A candidate to the features that the judge weighs: words, never positions or names of reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pledgebook.extract.candidates import Candidate
from pledgebook.extract.lexicon import SPEECH, Lexicon
from pledgebook.extract.parse import Tree

_NEGATIONS = frozenset(
    ("not", "n't", "n’t", "never", "no", "nor", "neither", "none", "hardly", "nothing", "nobody", "without", "cannot")
)
_CONDITIONALS = frozenset(("if", "unless", "once", "until", "provided", "providing", "should", "assuming", "whether"))
_MODALS = frozenset(("will", "would", "could", "can", "may", "might", "shall", "should", "must", "ought"))
_MAX_BELOW = 24


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a feature may know of an actor mention.

    Attributes:
        code: Code of the actor; None if it is not known.
        kind: ``state``, ``person``, ``group``, ``pronoun``, ...
        head: Its head token; None if the mention is no candidate's actor.
        first: Its first token.
        after: The token after its last.
    """

    code: str | None
    kind: str
    head: int | None
    first: int
    after: int


@dataclass(slots=True)
class SentenceView:
    """One parsed sentence with all that the features of its candidates share.

    Attributes:
        tree: The tree.
        mentions: The actor mentions in it.
        section: ``headline``, ``summary`` or ``body``.
        focus: Code of the state or body that most of the report is about, or None.
        lexicon: The word classes.
        themes: Classes of actions that the whole report speaks of most, most first.
        before: Lower-case words of the sentence before.
    """

    tree: Tree
    mentions: Sequence[Mentioned]
    section: str
    focus: str | None
    lexicon: Lexicon
    themes: tuple[str, ...]
    before: frozenset[str]
    quoted: list[bool]
    conditional: list[bool]
    negated: list[bool]
    actor_at: dict[int, int]
    _words: dict[int, str] = field(default_factory=dict)
    _stances: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _actions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _steps: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    _governors: dict[int, list[str]] = field(default_factory=dict)
    _leaves: dict[int, list[str]] = field(default_factory=dict)
    _objects: dict[int, frozenset[str]] = field(default_factory=dict)
    _below: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        tree: Tree,
        mentions: Sequence[Mentioned],
        section: str,
        focus: str | None,
        lexicon: Lexicon,
        themes: tuple[str, ...] = (),
        before: frozenset[str] = frozenset(),
    ) -> "SentenceView":
        """Work out what all candidates of the sentence share."""
        actor_at = {token: number for number, m in enumerate(mentions) for token in range(m.first, m.after)}
        view = cls(tree, mentions, section, focus, lexicon, themes, before, [], [], [], actor_at)
        view._fill()
        return view

    def _fill(self) -> None:
        tree = self.tree
        inside = False
        for word in tree.words:
            if word in ("“", "«") or (word in ('"', "''", "``") and not inside):
                inside = True
            elif word in ("”", "»", '"', "''"):
                inside = False
            self.quoted.append(inside)
        count = len(tree.words)
        self.conditional = [False] * count
        self.negated = [False] * count
        for token, lemma in enumerate(tree.lemmas):
            if lemma in _CONDITIONALS and tree.deps[token] in ("mark", "advmod", "aux", "prep"):
                head = tree.heads[token]
                self.conditional[head] = True
            if lemma in _NEGATIONS:
                self.negated[tree.heads[token]] = True

    @property
    def bag(self) -> list[str]:
        """The features that all candidates of the sentence share."""
        tree = self.tree
        names = {
            tree.lemmas[token]
            for token, tag in enumerate(tree.tags)
            if token not in self.actor_at and tag[:1] in "NVJRM" and tag not in ("NNP", "NNPS")
        }
        plain = ["*" if token in self.actor_at else lemma for token, lemma in enumerate(tree.lemmas)]
        found = [f"s={lemma}" for lemma in names]
        found += {f"g={one}_{two}" for one, two in pairwise(plain)}
        found += ["s?"] * ("?" in tree.words) + ["s$"] * ("$" in tree.tags) + [f"sec={self.section}"]
        for place, theme in enumerate(self.themes):
            found += (f"r{place}={theme}", f"r={theme}")
        return found + [f"p={word}" for word in self.before]

    def word(self, token: int) -> str:
        """The lemma, with its particle: ``rule out``."""
        word = self._words.get(token)
        if word is None:
            word = self._words[token] = _with_particle(self.tree, token)
        return word

    def tense(self, token: int) -> str:
        """Modal, perfect, past, ...: see the words of :func:`_tense`."""
        return _tense(self.tree, token)

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

    def actors_below(self, leaf: int) -> list[tuple[int, str]]:
        """Mentions below a content word, each with how it hangs there."""
        self.of_leaf(leaf)
        return self._below[leaf]

    def of_step(self, token: int, role: str) -> list[str]:
        """What one token of a chain says in its role: first, further down, bearer of the content."""
        known = self._steps.get((token, role))
        if known is not None:
            return known
        tree = self.tree
        word, tense, negated = self.word(token), self.tense(token), self.negated[token]
        found = [f"v={word}", f"v{role}={word}", f"t{role}={tense}", f"t={tense}/{word}"]
        if negated:
            found += (f"neg{role}", f"neg:{word}")
        if self.conditional[token]:
            found.append(f"if{role}")
        for below in tree.children[token]:
            dep = tree.deps[below]
            if dep in ("advmod", "prep", "acomp", "npadvmod"):
                found.append(f"a{role}={word}+{tree.lemmas[below]}")
                if dep == "advmod":
                    found.append(f"adv={tree.lemmas[below]}")
        sign = "-" if negated else "+"
        for name in self.stances(token):
            found += (f"sc={name}", f"sc{role}={name}/{sign}{tense}")
        self._steps[token, role] = found
        return found

    def of_governor(self, top: int) -> list[str]:
        """What stands above a chain: who says it, under which verb; and whether it is quoted."""
        known = self._governors.get(top)
        if known is not None:
            return known
        tree = self.tree
        above = tree.heads[top]
        found = ["quoted" if self.quoted[top] else "unquoted"]
        if above == top:
            found.append("gov=ROOT")
        else:
            governor, dep = tree.lemmas[above], tree.deps[top]
            found += (f"gov={governor}", f"govdep={dep}", f"gov={governor}/{dep}")
            found += [f"govc={name}" for name in self.lexicon.stance_verbs.get(governor, ())]
            if self.conditional[above]:
                found.append("govif")
            if self.negated[above]:
                found.append("govneg")
        self._governors[top] = found
        return found

    def of_leaf(self, leaf: int) -> list[str]:
        """What the content word acts on, the same for all candidates that end in it."""
        known = self._leaves.get(leaf)
        if known is not None:
            return known
        tree, lexicon = self.tree, self.lexicon
        word = self.word(leaf)
        classes = self.actions(leaf)
        found = [f"ac={name}" for name in classes]
        actors: list[tuple[int, str]] = []
        objects: set[str] = set()
        for token in _below(tree, leaf):
            number = self.actor_at.get(token)
            if number is not None:
                actors.append((number, _argument(tree, token, leaf)))
                continue
            if token == leaf:
                continue
            tag, lemma = tree.tags[token], tree.lemmas[token]
            if tag[:1] in "NJV":
                found.append(f"b={lemma}")
                above = tree.heads[token]
                if above == leaf:
                    found.append(f"{tree.deps[token]}={lemma}")
                elif tree.deps[token] == "pobj" and tree.heads[above] == leaf:
                    found.append(f"prep:{tree.lemmas[above]}={lemma}")
                for name in lexicon.action_objects.get(lemma, ()):
                    objects.add(name)
                    found.append(f"oc={name}/{tree.deps[token]}")
                objects.update(lexicon.action_nouns.get(lemma, ()))
            elif tag == "$":
                found.append("b$")
            elif tag == "CD":
                found.append("b#")
            for phrase in lexicon.phrases.get(lemma, ()):
                if tuple(tree.lemmas[token : token + len(phrase)]) == phrase:
                    for name in lexicon.action_objects.get(" ".join(phrase), ()):
                        objects.add(name)
                        found.append(f"oc={name}/phrase")
        for name in sorted(objects):
            found += (f"oc={name}", f"vL={word}&oc={name}")
            found += [f"ac={other}&oc={name}" for other in classes[:2]]
        self._leaves[leaf], self._below[leaf] = found, actors
        return found

    def objects_of(self, leaf: int) -> frozenset[str]:
        """Classes of actions that the things below a content word are the objects of: those of :meth:`of_leaf`, without its words."""
        known = self._objects.get(leaf)
        if known is not None:
            return known
        tree, lexicon = self.tree, self.lexicon
        found: set[str] = set()
        for token in _below(tree, leaf):
            if token == leaf or token in self.actor_at:
                continue
            lemma = tree.lemmas[token]
            if tree.tags[token][:1] in "NJV":
                found.update(lexicon.action_objects.get(lemma, ()), lexicon.action_nouns.get(lemma, ()))
            for phrase in lexicon.phrases.get(lemma, ()):
                if tuple(tree.lemmas[token : token + len(phrase)]) == phrase:
                    found.update(lexicon.action_objects.get(" ".join(phrase), ()))
        self._objects[leaf] = frozenset(found)
        return self._objects[leaf]


def features(view: SentenceView, candidate: Candidate) -> list[str]:
    """All features of one candidate beside what the sentence shares, as strings; order and repeats do not matter."""
    return [name for part in feature_parts(view, candidate) for name in part]


def feature_parts(view: SentenceView, candidate: Candidate) -> list[list[str]]:
    """The features of one candidate in parts; a part that candidates share is the same list for each of them."""
    chain = candidate.chain
    top, leaf = chain[0], chain[-1]
    parts = [view.of_step(token, _role(place, token == leaf)) for place, token in enumerate(chain)]
    parts += (view.of_governor(top), view.of_leaf(leaf), _own_features(view, candidate))
    return parts


def _role(place: int, is_leaf: bool) -> str:
    """Where a token stands in its chain: ``0`` first, ``m`` further down, and ``L`` where it carries the content."""
    return ("0" if place == 0 else "m") + ("L" if is_leaf else "")


def _own_features(view: SentenceView, candidate: Candidate) -> list[str]:
    """The features that a candidate shares with no other."""
    tree = view.tree
    mention = view.mentions[candidate.mention]
    chain = candidate.chain
    top, leaf = chain[0], chain[-1]
    relation, kind, code = candidate.relation, mention.kind, mention.code
    found = [
        f"rel={relation}",
        f"rel={relation}/{'+'.join(candidate.hops[:3])}",
        f"kind={kind}",
        f"kind={kind}/{relation}",
        f"links={'>'.join(candidate.links)}",
        f"len={len(chain)}",
    ]
    if code is not None:
        found.append(f"code={code}")
        if code == view.focus:
            found += ("focus", f"focus/{relation}")
    polarity = sum(view.negated[token] for token in chain)
    found.append(f"neg#={polarity}")
    if len(chain) > 1:
        found += (f"p={view.word(top)}>{view.word(leaf)}", f"pl={view.word(top)}/{candidate.links[0]}")
    leaf_classes = view.actions(leaf)
    cues = [name for token in chain for name in view.stances(token) if name != SPEECH]
    for cue in cues[:3]:
        found.append(f"sc={cue}&neg={polarity % 2}")
        if leaf_classes:
            found.append(f"sc={cue}&ac={leaf_classes[0]}")

    # whose act it is where the chain goes down into another clause: "Macron said that 26 countries would ..."
    for upper, lower, link in zip(chain, chain[1:], candidate.links, strict=False):
        if link not in ("ccomp", "relcl", "acl", "pcomp", "advcl"):
            continue
        subject = tree.child(lower, "nsubj", "nsubjpass", "csubj")
        if subject is None:
            whose = "nobody"
        else:
            other = view.actor_at.get(subject)
            whose = "thing" if other is None else "same" if view.mentions[other].code == code else "other"
        found += (f"inner={whose}", f"inner={whose}/{link}", f"inner={whose}/{view.word(upper)}")
        found += [f"inner={whose}/c={name}" for name in view.stances(upper)]

    # whether the verb above has the same subject: "Oslo said it would ..."
    above = tree.heads[top]
    subject = tree.child(above, "nsubj", "nsubjpass") if above != top else None
    if subject is not None:
        other = view.actor_at.get(subject)
        same = other is not None and view.mentions[other].code == code
        found.append("govsubj=none" if other is None else "govsubj=same" if same else "govsubj=other")

    # other actors below the content
    for number, label in view.actors_below(leaf):
        if number == candidate.mention:
            continue
        other_mention = view.mentions[number]
        found.append(f"arg={label}:{other_mention.kind}")
        if other_mention.code == view.focus:
            found.append(f"arg={label}:focus")
        if other_mention.code == code:
            found.append("arg=self")

    # words beside the actor
    words = tree.lemmas
    for offset, position in (
        (-2, mention.first - 2),
        (-1, mention.first - 1),
        (1, mention.after),
        (2, mention.after + 1),
    ):
        found.append(f"w{offset}={words[position] if 0 <= position < len(words) else '^'}")
    return found


def _with_particle(tree: Tree, token: int) -> str:
    particle = tree.child(token, "prt")
    return tree.lemmas[token] if particle is None else f"{tree.lemmas[token]} {tree.lemmas[particle]}"


def _tense(tree: Tree, token: int) -> str:
    tag = tree.tags[token]
    auxiliaries = [tree.lemmas[c] for c in tree.children[token] if tree.deps[c] in ("aux", "auxpass")]
    modal = next((a for a in auxiliaries if a in _MODALS), None)
    if modal:
        return modal + ("+have" if "have" in auxiliaries else "")
    if "to" in auxiliaries:
        return "to"
    if "have" in auxiliaries:
        return "perfect"
    if tag == "VBG":
        return "progressive" if "be" in auxiliaries else "ing"
    if "be" in auxiliaries:
        return "passive"
    if "do" in auxiliaries:
        return "do"
    return {"VBD": "past", "VBN": "participle", "VBZ": "present", "VBP": "present", "VB": "base"}.get(tag, tag[:2])


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


def _argument(tree: Tree, token: int, leaf: int) -> str:
    """How an actor hangs below the content: ``dobj``, ``to``, ``against``, ..."""
    here = token
    label = tree.deps[token]
    for _ in range(4):
        above = tree.heads[here]
        if above in (leaf, here):
            return label
        if tree.deps[above] in ("prep", "agent", "dative"):
            label = tree.lemmas[above]
        here = above
    return label
