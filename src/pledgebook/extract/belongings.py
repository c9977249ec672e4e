"""Which counts, sums, partners and domains of a sentence belong to a claim: what speaks for each of them."""

from collections.abc import Sequence

from pledgebook.extract.arguments import Scene, domain_words, path_up
from pledgebook.extract.candidates import Candidate
from pledgebook.extract.choosing import Option, prefixed, yes_or_no
from pledgebook.extract.quantities import kind_of_unit
from pledgebook.extract.roles import Roles
from pledgebook.model import Action, Domain, Span, Stance, StatedAmount, StatedQuantity

_MOST_NOUNS = 14


def quantity_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    rule: StatedQuantity | None,
    inside: frozenset[int],
    loose: Sequence[StatedQuantity] = (),
) -> list[Option]:
    """No count, then each count of the sentence, then the loose ones; ``rule`` is the one that the grammar alone would take."""
    own = scene.mentions[candidate.mention]
    options = {
        "": Option(
            "",
            None,
            ((["none", f"none:rule{rule is not None}", f"none:{min(len(scene.quantities), 2)}"], (str(action),)),),
        )
    }
    for place, quantity in enumerate((*scene.quantities, *loose)):
        key = str(float(quantity.quantity.value))
        if key in options:
            continue
        kind = kind_of_unit(quantity.quantity.unit)
        last = quantity.quantity.unit.lower().split()[-1]
        found = {
            f"kind={kind}",
            f"kind={kind}/{own.kind}",
            f"unit={last}",
            f"place{min(place, 2)}",
            f"actor{own.span.meets(quantity.span)}/{kind}",
            f"only{len(scene.quantities) == 1}",
            f"rule{rule is quantity}",
            f"rule{rule is quantity}/{kind}",
            *_standing(scene, candidate, quantity.span, inside),
        }
        if place >= len(scene.quantities):
            manner = "one" if quantity.quantity.value == 1 else "bare"
            found = {manner, f"{manner}/{min(len(scene.quantities), 1)}", *(f"{manner}:{f}" for f in found if "=" in f)}
        options[key] = Option(key, quantity, ((found, (str(action), str(stance))),))
    return list(options.values())


def amount_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    amount: StatedAmount,
    rule: Sequence[StatedAmount],
    inside: frozenset[int],
    rivals: Sequence[Candidate],
) -> list[Option]:
    """Without a sum, and with it; ``rule`` are the sums that the grammar alone would take."""
    own = scene.mentions[candidate.mention].span
    acting = [scene.mentions[rival.mention].span for rival in rivals]
    between = [span for span in acting if own.end <= span.start and span.end <= amount.span.start and span != own]
    found = {
        f"rule{amount in rule}",
        f"rule{amount in rule}/{min(len(scene.amounts), 3)}",
        f"count{min(len(scene.amounts), 3)}",
        f"claims{min(len(rivals), 3)}",
        f"between{min(len(between), 2)}",
        "after" if amount.span.start >= own.end else "before",
        f"first{scene.amounts[0] is amount}",
        f"last{scene.amounts[-1] is amount}",
        *_standing(scene, candidate, amount.span, inside),
    }
    return yes_or_no(amount, (found, (str(action), str(stance))))


def _standing(scene: Scene, candidate: Candidate, span: Span, inside: frozenset[int]) -> set[str]:
    """How a number stands to the act: its way up in the tree, what governs it, the words before and behind it."""
    tree = scene.tree
    start, end = span.start - scene.offset, span.end - scene.offset
    tokens = [t for t in range(len(tree.words)) if tree.end(t) > start and tree.starts[t] < end]
    if not tokens:
        return set()
    covered = set(tokens)
    head = next((t for t in tokens if tree.heads[t] not in covered or tree.heads[t] == t), tokens[-1])
    found = {"left" if head < candidate.leaf else "right"}
    if inside & covered:
        found.add("condition")
    if covered & set(candidate.chain):
        found.add("chain")
    if tokens[0] > 0:
        found.add(f"before={tree.lemmas[tokens[0] - 1]}")
    if tokens[-1] + 1 < len(tree.words):
        found.add(f"behind={tree.lemmas[tokens[-1] + 1]}")
    found.add(f"gov={tree.lemmas[tree.heads[head]]}")
    found.add(f"dep={tree.deps[head]}")
    path = path_up(tree, head, set(candidate.chain))
    if path is None:
        found.add("nopath")
        return found
    anchor, labels = path
    role = "L" if anchor == candidate.leaf else "T" if anchor == candidate.chain[0] else "M"
    found |= {
        f"path={role}:{labels[-1] if labels else 'on'}",
        f"ways={'>'.join(labels[-2:])}",
        f"long={min(len(labels), 4)}",
    }
    return found


def partner_options(
    scene: Scene,
    candidate: Candidate,
    action: Action,
    stance: Stance,
    code: str,
    at: int,
    *,
    rule: bool,
    same: int,
    target: str,
    roles: Roles | None = None,
) -> list[Option]:
    """Without a partner, and with it.

    Args:
        scene: The sentence.
        candidate: Whose claim it is.
        action: Its action.
        stance: Its stance.
        code: The partner's code.
        at: Its mention.
        rule: Whether the words alone make it a partner.
        same: 2 if it holds the same stance towards the same act, 1 if it makes another claim in the sentence, else 0.
        target: Code of the claim's target.
        roles: How the encoder sees the parts of others in it.
    """
    tree, own = scene.tree, scene.mentioned[candidate.mention]
    mention, mentioned = scene.mentions[at], scene.mentioned[at]
    found = {
        f"rule{rule}",
        f"same{same}",
        f"target{code == target}",
        f"kind={mention.kind}",
        f"same{same}/target{code == target}",
        f"group{code == 'GROUP'}",
    }
    if mentioned.first:
        found.add(f"before={tree.lemmas[mentioned.first - 1]}")
    if mentioned.head is not None and own.head is not None:
        joined = _first_of_list(tree.deps, tree.heads, mentioned.head) == _first_of_list(
            tree.deps, tree.heads, own.head
        )
        found |= {f"joined{joined}", f"joined{joined}/same{same}", f"joined{joined}/target{code == target}"}
        path = path_up(tree, mentioned.head, set(candidate.chain))
        found.add(f"path={'>'.join(path[1][-2:])}" if path else "nopath")
        if "with" in (tree.lemmas[t] for t in (tree.heads[mentioned.head],)):
            found.add(f"with/target{code == target}")
    words = {w.lower() for w in tree.words}
    found |= {
        f"word={w}/same{same}"
        for w in ("joint", "jointly", "together", "both", "alongside", "trilateral", "co-host")
        if w in words
    }
    leaning = roles.leaning(code, 2) if roles is not None else 0.0
    return yes_or_no(scene.party(at), (found, (str(action), str(stance), f"same{same}")), leaning=leaning)


def _first_of_list(deps: Sequence[str], heads: Sequence[int], token: int) -> int:
    for _ in range(20):
        if deps[token] not in ("conj", "appos"):
            break
        token = heads[token]
    return token


def words_below(scene: Scene, candidate: Candidate) -> list[str]:
    """The nouns, adjectives and verbs of the act and below it, as features."""
    tree = scene.tree
    below = sorted(set(tree.subtree(candidate.leaf)) | set(candidate.chain))
    return [f"noun={tree.lemmas[t]}" for t in below if tree.tags[t][:1] in "NJV"][:_MOST_NOUNS]


def domain_options(
    scene: Scene,
    candidate: Candidate,  # noqa: ARG001
    action: Action,
    stance: Stance,
    domain: Domain,
    nouns: Sequence[str],
    *,
    rule: bool,
) -> list[Option]:
    """Without a domain, and with it; ``rule`` tells whether the words below the act name it, ``nouns`` are those words."""
    found = {f"rule{rule}", *(f"word={w}" for w in domain_words(domain, scene.text)[:3]), *nouns}
    return yes_or_no(
        domain,
        (prefixed(str(domain), found), (str(action),)),
        ([f"rule{rule}"], (str(action),)),
        ([str(action)], (str(stance),)),
    )


def partner_codes(scene: Scene, candidate: Candidate) -> dict[str, int]:
    """The other actors of the sentence, with their first mention."""
    own = scene.mentions[candidate.mention].code
    found: dict[str, int] = {}
    for at, mention in enumerate(scene.mentions):
        if mention.code and mention.code != own and at != candidate.mention:
            found.setdefault(mention.code, at)
    return found
