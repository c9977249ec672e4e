"""A candidate to the features that the judge weighs: words, never positions or names of reports."""

from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.extract.candidates import Candidate
from pledgebook.extract.lexicon import SPEECH, Lexicon
from pledgebook.extract.parse import Tree

_NEGATIONS = frozenset(
    ("not", "n't", "n’t", "never", "no", "nor", "neither", "none", "hardly", "nothing", "nobody", "without", "cannot")
)
_CONDITIONALS = frozenset(("if", "unless", "once", "until", "provided", "providing", "should", "assuming", "whether"))
_MODALS = frozenset(("will", "would", "could", "can", "may", "might", "shall", "should", "must", "ought"))
_MONEY_TAGS = frozenset(("$",))
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
    """

    tree: Tree
    mentions: Sequence[Mentioned]
    section: str
    focus: str | None
    lexicon: Lexicon
    bag: list[str]
    quoted: list[bool]
    conditional: list[bool]
    negated: list[bool]
    actor_at: dict[int, int]

    @classmethod
    def of(
        cls, tree: Tree, mentions: Sequence[Mentioned], section: str, focus: str | None, lexicon: Lexicon
    ) -> "SentenceView":
        """Work out what all candidates of the sentence share."""
        actor_at = {token: number for number, m in enumerate(mentions) for token in range(m.first, m.after)}
        view = cls(tree, mentions, section, focus, lexicon, [], [], [], [], actor_at)
        view._fill()
        return view

    def _fill(self) -> None:
        tree = self.tree
        inside = False
        names: set[str] = set()
        for token, word in enumerate(tree.words):
            if word in ("“", "«") or (word in ('"', "''", "``") and not inside):
                inside = True
            elif word in ("”", "»", '"', "''"):
                inside = False
            self.quoted.append(inside)
            if (
                token not in self.actor_at
                and tree.tags[token][:1] in "NVJRM"
                and tree.tags[token] not in ("NNP", "NNPS")
            ):
                names.add(tree.lemmas[token])
        self.bag = [f"s={lemma}" for lemma in names]
        if "?" in tree.words:
            self.bag.append("s?")
        money = any(tag in _MONEY_TAGS for tag in tree.tags)
        if money:
            self.bag.append("s$")
        self.bag.append(f"sec={self.section}")
        count = len(tree.words)
        self.conditional = [False] * count
        self.negated = [False] * count
        for token, lemma in enumerate(tree.lemmas):
            if lemma in _CONDITIONALS and tree.deps[token] in ("mark", "advmod", "aux", "prep"):
                head = tree.heads[token]
                self.conditional[head] = True
            if lemma in _NEGATIONS:
                self.negated[tree.heads[token]] = True


def features(view: SentenceView, candidate: Candidate) -> list[str]:
    """All features of one candidate, as strings; order and repeats do not matter."""
    tree, lexicon = view.tree, view.lexicon
    mention = view.mentions[candidate.mention]
    chain = candidate.chain
    top, leaf = chain[0], chain[-1]
    found: list[str] = []
    add = found.append

    hops = "+".join(candidate.hops[:3])
    add(f"rel={candidate.relation}")
    add(f"rel={candidate.relation}/{hops}")
    add(f"kind={mention.kind}")
    add(f"kind={mention.kind}/{candidate.relation}")
    if mention.code is not None:
        add(f"code={mention.code}")
        if mention.code == view.focus:
            add("focus")
            add(f"focus/{candidate.relation}")
    add(f"links={'>'.join(candidate.links)}")
    add(f"len={len(chain)}")
    add("quoted" if view.quoted[top] else "unquoted")

    # the chain, from the first predicate to the one that carries the content
    polarity = 0
    cue_classes: list[str] = []
    for place, token in enumerate(chain):
        word = _with_particle(tree, token)
        role = "0" if place == 0 else "m"
        if token == leaf:
            role += "L"
        add(f"v={word}")
        add(f"v{role}={word}")
        negative = view.negated[token]
        polarity += negative
        if negative:
            add(f"neg{role}")
            add(f"neg:{word}")
        tense = _tense(tree, token)
        add(f"t{role}={tense}")
        add(f"t={tense}/{word}")
        if view.conditional[token]:
            add(f"if{role}")
        for name in _stance_classes(lexicon, tree, token, word):
            add(f"sc={name}")
            add(f"sc{role}={name}/{'-' if negative else '+'}{tense}")
            if name != SPEECH:
                cue_classes.append(name)
    add(f"neg#={polarity}")
    leaf_word = _with_particle(tree, leaf)
    leaf_classes = _action_classes(lexicon, tree, leaf, leaf_word)
    for name in leaf_classes:
        add(f"ac={name}")
    if len(chain) > 1:
        add(f"p={_with_particle(tree, top)}>{leaf_word}")
        add(f"pl={_with_particle(tree, top)}/{candidate.links[0]}")

    # what stands above: who says it, under which verb
    above = tree.heads[top]
    if above != top:
        governor = tree.lemmas[above]
        add(f"gov={governor}")
        add(f"govdep={tree.deps[top]}")
        add(f"gov={governor}/{tree.deps[top]}")
        if governor in lexicon.stance_verbs:
            for name in lexicon.stance_verbs[governor]:
                add(f"govc={name}")
        subject = tree.child(above, "nsubj", "nsubjpass")
        if subject is not None:
            other = view.actor_at.get(subject)
            add(
                "govsubj=none"
                if other is None
                else "govsubj=same"
                if view.mentions[other].code == mention.code
                else "govsubj=other"
            )
        if view.conditional[above]:
            add("govif")
        if view.negated[above]:
            add("govneg")
    else:
        add("gov=ROOT")

    # what the content acts on
    objects: set[str] = set()
    below = _below(tree, leaf)
    for token in below:
        number = view.actor_at.get(token)
        if number is not None and number != candidate.mention:
            other_mention = view.mentions[number]
            label = _argument(tree, token, leaf)
            add(f"arg={label}:{other_mention.kind}")
            if other_mention.code == view.focus:
                add(f"arg={label}:focus")
            if other_mention.code == mention.code:
                add("arg=self")
            continue
        tag = tree.tags[token]
        if token == leaf:
            continue
        if tag[:1] in "NJV":
            lemma = tree.lemmas[token]
            add(f"b={lemma}")
            if tree.heads[token] == leaf:
                add(f"{tree.deps[token]}={lemma}")
            elif tree.deps[token] == "pobj" and tree.heads[tree.heads[token]] == leaf:
                add(f"prep:{tree.lemmas[tree.heads[token]]}={lemma}")
            for name in lexicon.action_objects.get(lemma, ()):
                objects.add(name)
                add(f"oc={name}/{tree.deps[token]}")
            for name in lexicon.action_nouns.get(lemma, ()):
                objects.add(name)
        elif tag == "$":
            add("b$")
        elif tag == "CD":
            add("b#")
        for phrase in lexicon.phrases.get(tree.lemmas[token], ()):
            if tuple(tree.lemmas[token : token + len(phrase)]) == phrase:
                joined = " ".join(phrase)
                for name in lexicon.action_objects.get(joined, ()):
                    objects.add(name)
                    add(f"oc={name}/phrase")
    for name in objects:
        add(f"oc={name}")
        for verb_class in leaf_classes[:2]:
            add(f"ac={verb_class}&oc={name}")
        add(f"vL={leaf_word}&oc={name}")
    for cue in cue_classes[:3]:
        add(f"sc={cue}&neg={polarity % 2}")
        for name in leaf_classes[:1]:
            add(f"sc={cue}&ac={name}")

    # words beside the actor
    for offset, position in (
        (-2, mention.first - 2),
        (-1, mention.first - 1),
        (1, mention.after),
        (2, mention.after + 1),
    ):
        add(f"w{offset}={tree.lemmas[position] if 0 <= position < len(tree.words) else '^'}")
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
