"""Smallest sets of more conditions than can be tried one by one: asked of clingo, where it is installed.

Only for conditions that are asked for in one sense: then a set settles the question if it does so in the world where nothing
else helps, and the smallest sets are the smallest answers of a logic program. clingo (the extra ``solve``) lists answers
that hold no other answer (Gebser et al. 2013, "Domain-specific heuristics in answer set programming"). Without it, where the
figures are too large for it, or where it takes too long, the caller's own search stands.
"""

from collections.abc import Iterator
from importlib import import_module

import numpy as np

from pledgebook.assess.implicants import MOST_SETS, Found, LiteralSet, Wish
from pledgebook.assess.sums import Enough, Question, Sum

_MOST_ROWS = 200_000
_MOST_CONFLICTS = 300_000
_LARGEST_FIGURE = 2**31 - 1
_OPTIONS = ("0", "--heuristic=Domain", "--enum-mode=domRec", "--dom-mod=5,16", "--warn=none")


def has_solver() -> bool:
    """Whether clingo is installed."""
    try:
        import_module("clingo")
    except ImportError:
        return False
    return True


def deepened(wish: Wish, found: Found, largest: int) -> Found:
    """The same search carried on to larger sets, as far as clingo gets.

    Args:
        wish: What the sets are to settle.
        found: What has been found already.
        largest: Sets of this many conditions at the most.
    """
    if found.complete or largest <= found.order or any(len(senses) > 1 for senses in wish.senses) or not has_solver():
        return found
    rules = _program(wish)
    for order in range(found.order + 1, min(largest, len(wish.senses)) + 1) if rules else ():
        sets = _solve(f"{rules}\n:- #count {{ P : pick(P) }} > {order}.", wish)
        if sets is None:
            break
        found = Found(sets, order, order == len(wish.senses))
    return found


def _program(wish: Wish) -> str | None:
    """The question as a logic program; None where it cannot be one."""
    lines = []
    for place, senses in enumerate(wish.senses):
        if senses:
            lines.append(f"{{ pick({place}) }}.")
            lines.append(f"h({place}) :- {'' if senses[0] else 'not '}pick({place}).")
    try:
        lines += _asked(wish.question, "q", range(len(wish.senses)))
    except ValueError:
        return None
    lines.append(f":- {'not ' if wish.answer else ''}met(q).")
    lines.append("#show pick/1.")
    return "\n".join(lines)


def _asked(question: Question, name: str, places: range | tuple[int, ...]) -> Iterator[str]:
    """Rules by which ``met(name)`` holds where the question's answer is yes.

    Args:
        question: The question.
        name: What it is called.
        places: For each of its conditions the position among those of the whole.

    Raises:
        ValueError: It has no tables, too long ones, or too large figures.
    """
    if isinstance(question, Enough):
        for number, (member, positions) in enumerate(question.members):
            yield from _asked(member, f"{name}_{number}", tuple(places[position] for position in positions))
        members = "; ".join(f"{number} : met({name}_{number})" for number in range(len(question.members)))
        yield f"met({name}) :- #count {{ {members} }} >= {question.count}."
        return
    if not isinstance(question, Sum) or question.wide:
        raise ValueError("a question without tables")
    tables = question.addends
    if sum(table.size for table in tables.values()) > _MOST_ROWS:
        raise ValueError("too long tables")
    if max(question.needed, sum(int(np.abs(table).max()) for table in tables.values())) > _LARGEST_FIGURE:
        raise ValueError("too large figures")
    for number, (scope, table) in enumerate(tables.items()):
        for index, amount in np.ndenumerate(table):
            if amount:
                where = [f"{'' if bit else 'not '}h({places[p]})" for p, bit in zip(scope, index, strict=True)]
                yield f"add({name},{number},{int(amount)})" + (f" :- {', '.join(where)}." if where else ".")
    yield f"met({name}) :- #sum {{ V,I : add({name},I,V) }} >= {question.needed}."


def _solve(program: str, wish: Wish) -> tuple[LiteralSet, ...] | None:
    """All smallest sets, the smaller first; None where there are too many, or it takes too long."""
    clingo = import_module("clingo")
    control = clingo.Control([*_OPTIONS, f"--solve-limit={_MOST_CONFLICTS}"])
    control.add("base", [], program)
    control.ground([("base", [])])
    found: list[LiteralSet] = []
    with control.solve(yield_=True) as answers:
        for model in answers:
            picked = (symbol.arguments[0].number for symbol in model.symbols(shown=True))
            found.append(frozenset((place, wish.senses[place][0]) for place in picked))
            if len(found) > MOST_SETS:
                return None
        if not answers.get().exhausted:
            return None
    return tuple(sorted(found, key=lambda one: (len(one), sorted(one))))
