"""What a claim is about beside its actor: target, addressee, partners, items, sums, counts and domains."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pledgebook.extract.actors import ActorMention
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.parse import Tree
from pledgebook.extract.quantities import kind_of_unit
from pledgebook.extract.sentence_view import Mentioned
from pledgebook.model import Action, Domain, Mention, Party, Span, Stance, StatedAmount, StatedQuantity

_TO = frozenset(("to", "for", "in", "into", "inside", "on", "towards", "with"))
_AGAINST = frozenset(("against", "on", "at", "over", "from"))
_STRUCK = frozenset((Action.SANCTION, Action.ATTACK))
_DIRECT = frozenset(
    (
        Action.TRAIN,
        Action.GUARANTEE,
        Action.SUPPORT,
        Action.ADMIT,
        Action.ARM,
        Action.SANCTION,
        Action.ATTACK,
        Action.FUND,
    )
)
_MONEYED = frozenset(
    (Action.FUND, Action.ARM, Action.REBUILD, Action.SUPPORT, Action.TRAIN, Action.SANCTION, Action.DEPLOY)
)
_COUNTED = frozenset(
    (
        Action.DEPLOY,
        Action.ARM,
        Action.TRAIN,
        Action.MONITOR,
        Action.SUPPORT,
        Action.ATTACK,
        Action.SETTLE,
        Action.SANCTION,
        Action.REBUILD,
    )
)
_DOMAINS = (
    (
        Domain.LAND,
        re.compile(r"\b(?:on (?:the )?(?:land|ground)|by land|land[, -]|ground|boots on|infantry)\b", re.IGNORECASE),
    ),
    (
        Domain.SEA,
        re.compile(
            r"\b(?:at sea|by sea|on (?:the )?sea|sea\b|naval|navy|maritime|black sea|frigates?|warships?|minehunters?|minesweepers?|ships?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Domain.AIR,
        re.compile(
            r"\b(?:in the air|by air|from the air|air\b|airspace|aerial|skies|fighter jets?|air force|air policing|jets?|aircraft|warplanes?)\b",
            re.IGNORECASE,
        ),
    ),
    (Domain.CYBER, re.compile(r"\bcyber", re.IGNORECASE)),
)
_DOMAIN_ACTIONS = frozenset((Action.DEPLOY, Action.SUPPORT, Action.GUARANTEE, Action.MONITOR, Action.ATTACK))


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with all that was found in it.

    Attributes:
        tree: Its tree.
        text: Its words.
        offset: Where it starts in the report.
        mentions: Actor mentions, resolved.
        mentioned: The same as the tree sees them.
        amounts: Sums of money, spans in the report.
        quantities: Counts, spans in the report.
        focus: Code of the state or body that most of the report is about.
        rival: Code of the state or body that comes second, for what is done to the other side.
    """

    tree: Tree
    text: str
    offset: int
    mentions: Sequence[ActorMention]
    mentioned: Sequence[Mentioned]
    amounts: Sequence[StatedAmount]
    quantities: Sequence[StatedQuantity]
    focus: str | None
    rival: str | None

    def party(self, number: int) -> Party:
        """The mention as a party of a claim."""
        mention = self.mentions[number]
        return Party(mention.code or "", mention.text, mention.span if mention.text else None)


def target_of(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    *,
    asked: Party | None = None,
    inside: frozenset[int] = frozenset(),
) -> Party | None:
    """Who receives, is defended, joined, sanctioned or struck.

    An actor that the action's own words name comes first; where they name
    none, it is the one that the report is about. Who is asked, and whom a
    condition names (tokens ``inside``), is not it.
    """
    actor = scene.mentions[candidate.mention].code
    best: tuple[int, int] | None = None
    for number, mentioned in enumerate(scene.mentioned):
        if mentioned.head is None or number == candidate.mention or mentioned.code in (None, "", actor):
            continue
        if mentioned.head in inside or (asked is not None and asked.span == scene.mentions[number].span):
            continue
        rank = _rank(scene.tree, candidate, mentioned.head, action, stance)
        if mentioned.code == scene.focus:
            rank += 2
        if rank > 0 and (best is None or rank > best[0]):
            best = (rank, number)
    if best is not None and best[0] >= 3:
        return scene.party(best[1])
    if action is Action.NEGOTIATE:
        return scene.party(best[1]) if best is not None else None
    struck = action in _STRUCK
    if struck and scene.rival is not None and actor != scene.rival and scene.focus == actor:
        return Party(scene.rival)
    if scene.focus is not None and (scene.focus != actor or stance is Stance.ASKS or not struck):
        return Party(scene.focus)
    return scene.party(best[1]) if best is not None else None


def _rank(tree: Tree, candidate: Candidate, head: int, action: Action, stance: Stance) -> int:
    """How well a mention fits as target: by its arc to the content and the preposition before it."""
    path = path_up(tree, head, set(candidate.chain))
    if path is None:
        return 0
    anchor, labels = path
    if not labels:
        return 0
    label = labels[-1]
    rank = 3 if anchor == candidate.leaf else 1
    preposition = label[5:] if label.startswith("prep:") else ""
    if preposition in _TO or (preposition in _AGAINST and action in _STRUCK) or preposition == "against":
        return rank + 2
    if label == "dative":
        return rank + 2
    if label in ("dobj", "nsubjpass") and action in _DIRECT:
        return rank + (0 if stance is Stance.ASKS and anchor != candidate.leaf else 1)
    if preposition in ("of", "between") or label in ("poss", "compound", "amod", "nmod"):
        return rank - 1
    return rank - 2


def path_up(tree: Tree, token: int, goal: set[int]) -> tuple[int, list[str]] | None:
    """Labels from a token up to the first token of the chain, prepositions by name; None if they do not meet."""
    labels: list[str] = []
    here = token
    for _ in range(8):
        if here in goal:
            return here, labels
        above = tree.heads[here]
        if above == here:
            return None
        dep = tree.deps[here]
        if dep in ("nsubj", "agent") and above in goal:
            return above, [*labels, dep]
        if dep == "prep" and labels:
            labels[-1] = f"prep:{tree.lemmas[here]}"
        elif dep not in ("conj", "appos"):
            labels.append(dep)
        here = above
    return None


def addressee_of(scene: Scene, candidate: Candidate) -> Party | None:
    """Who is asked: what the asking verb acts on, or who is to act in what is asked for."""
    tree = scene.tree
    actor = scene.mentions[candidate.mention].code
    best: tuple[int, int] | None = None
    for number, mentioned in enumerate(scene.mentioned):
        if mentioned.head is None or number == candidate.mention or mentioned.code in (None, "", actor):
            continue
        path = path_up(tree, mentioned.head, set(candidate.chain))
        if path is None or not path[1]:
            continue
        anchor, labels = path
        label = labels[-1]
        rank = 0
        if label in ("dobj", "dative", "nsubj") and len(labels) == 1:
            rank = 4 if anchor == candidate.chain[0] or label == "nsubj" else 2
        elif label in ("prep:on", "prep:from", "prep:of", "prep:upon", "prep:to") and len(labels) == 1:
            rank = 3 if anchor == candidate.chain[0] or label == "prep:from" else 1
        elif list(labels) == ["prep:from", "dobj"]:
            rank = 2
        if rank and (best is None or rank > best[0]):
            best = (rank, number)
    return scene.party(best[1]) if best is not None and best[0] >= 2 else None


def partners_of(scene: Scene, candidate: Candidate) -> tuple[Party, ...]:
    """Those it acts with: "together with Germany", "jointly with Berlin", "alongside France"."""
    tree = scene.tree
    own = scene.mentions[candidate.mention]
    found: dict[str, Party] = {}
    joint = re.search(r"\b(?:joint|jointly|together)\b", scene.text, re.IGNORECASE) is not None
    for number, mentioned in enumerate(scene.mentioned):
        if mentioned.head is None or number == candidate.mention or mentioned.code in (None, "", own.code, "GROUP"):
            continue
        before = scene.text[
            max(0, scene.mentions[number].span.start - scene.offset - 24) : scene.mentions[number].span.start
            - scene.offset
        ]
        with_it = re.search(
            r"(?:\b(?:together|jointly|along|alongside|conjunction) with|\balongside|\bin tandem with) (?:the )?$",
            before,
            re.IGNORECASE,
        )
        coordinated = joint and _coordinated(tree, mentioned.head, scene.mentioned[candidate.mention].head)
        if with_it or coordinated:
            found.setdefault(mentioned.code or "", scene.party(number))
    return tuple(found.values())


def _coordinated(tree: Tree, one: int, other: int | None) -> bool:
    def first(token: int) -> int:
        while tree.deps[token] == "conj":
            token = tree.heads[token]
        return token

    return other is not None and first(one) == first(other)


def items_of(scene: Scene, candidate: Candidate) -> tuple[Mention, ...]:
    """What is given or done: the noun phrase that the content acts on, at most eight words."""
    tree = scene.tree
    leaf = candidate.leaf
    heads = [leaf] if tree.tags[leaf].startswith("N") and len(candidate.chain) > 1 else []
    heads += [
        c for c in tree.children[leaf] if tree.deps[c] in ("dobj", "attr", "nsubjpass") and tree.tags[c].startswith("N")
    ]
    found = []
    taken = {token for m in scene.mentioned for token in range(m.first, m.after)}
    for head in heads[:2]:
        if head in taken:
            continue
        tokens = [
            head,
            *(
                c
                for c in tree.children[head]
                if tree.deps[c] in ("compound", "amod", "nmod", "nummod", "poss") and c < head
            ),
        ]
        first = min(min(tree.subtree(t)) if t != head else t for t in tokens)
        if head - first > 8:
            first = head
        start, end = tree.starts[first], tree.end(head)
        found.append(Mention(scene.text[start:end], Span(scene.offset + start, scene.offset + end)))
    return tuple(found)


def amounts_of(
    scene: Scene, candidate: Candidate, action: Action, rivals: Sequence[Candidate]
) -> tuple[StatedAmount, ...]:
    """The sums that belong to the claim: those below its content, or beside it where no other claim is nearer."""
    if action not in _MONEYED or not scene.amounts:
        return ()
    if len(scene.amounts) > 1 and len({scene.mentions[rival.mention].code for rival in rivals}) > 1:
        listed = [amount for amount in scene.amounts if _named_before(scene, amount.span, rivals) == candidate.mention]
        if listed:
            return tuple(listed)
    return tuple(amount for amount in scene.amounts if _is_mine(scene, candidate, rivals, amount.span))


def _named_before(scene: Scene, span: Span, rivals: Sequence[Candidate]) -> int | None:
    """The acting mention that stands last before a sum in a list: "Ireland €10m, Germany €170m"."""
    before = [r.mention for r in rivals if scene.mentions[r.mention].span.end <= span.start]
    return max(before, key=lambda number: scene.mentions[number].span.end) if before else None


def quantity_of(
    scene: Scene, candidate: Candidate, action: Action, rivals: Sequence[Candidate]
) -> StatedQuantity | None:
    """The count that belongs to the claim: of its actors, or of what is given, sent or done."""
    mention = scene.mentions[candidate.mention]
    for quantity in scene.quantities:
        if mention.kind == "group" and mention.span.meets(quantity.span):
            return quantity
    if action not in _COUNTED:
        return None
    mine = [
        quantity
        for quantity in scene.quantities
        if kind_of_unit(quantity.quantity.unit) != "countries" and _is_mine(scene, candidate, rivals, quantity.span)
    ]
    return mine[0] if mine else None


def _is_mine(scene: Scene, candidate: Candidate, rivals: Sequence[Candidate], span: Span) -> bool:
    """Whether a sum or count stands below the candidate's content, or nearer to it than to any other claim's."""
    tree = scene.tree
    tokens = [
        t
        for t in range(len(tree.words))
        if scene.offset + tree.end(t) > span.start and scene.offset + tree.starts[t] < span.end
    ]
    if not tokens:
        return False
    token = tokens[-1]
    own = _distance(tree, candidate, token)
    others = [_distance(tree, rival, token) for rival in rivals if rival.leaf != candidate.leaf]
    return not others or own <= min(others)


def _distance(tree: Tree, candidate: Candidate, token: int) -> int:
    """Steps up from the token to the candidate's chain; far where they do not meet, then by place in the text."""
    here = token
    chain = set(candidate.chain)
    for steps in range(12):
        if here in chain:
            return steps + (0 if here == candidate.leaf else 1)
        if tree.heads[here] == here:
            break
        here = tree.heads[here]
    return 20 + abs(token - candidate.leaf)


@lru_cache(maxsize=16)
def domain_words(domain: Domain, text: str) -> tuple[str, ...]:
    """The words of a text that name a domain, lower case."""
    pattern = next(pattern for known, pattern in _DOMAINS if known is domain)
    return tuple(match.group().lower() for match in pattern.finditer(text))


def domains_of(scene: Scene, candidate: Candidate, action: Action) -> tuple[Domain, ...]:
    """Land, sea, air, cyber, as the words around the content say."""
    if action not in _DOMAIN_ACTIONS:
        return ()
    tokens = scene.tree.subtree(candidate.chain[0])
    start, end = scene.tree.starts[tokens[0]], scene.tree.end(tokens[-1])
    words = scene.text[start:end]
    return tuple(domain for domain, pattern in _DOMAINS if pattern.search(words))
