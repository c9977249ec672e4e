"""Every change of stance in time, with what became of the conditions; a stretch of it can be picked."""

from pledgebook.model import Action, Stance, Truth, When
from pledgebook.publish import records, views
from pledgebook.publish.names import code_of
from pledgebook.publish.strip import Strip, strip
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.sight import Sight

SIZE = 100


def timeline(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """The changes asked for, newest first; JSON and CSV give all of them."""
    asked = asked_changes(ask, sight)
    found = views.within(asked, ask.day("from"), When(ask.one("to")).latest if ask.one("to") else None)
    last_page = max(1, -(-len(found) // SIZE))
    number = ask.number("page", 1, most=last_page)
    return Page(
        template="timeline.html",
        shown={
            "here": "/timeline",
            "strip": drawn(asked, desk),
            "found": found,
            "shown": found[(number - 1) * SIZE : number * SIZE],
            "number": number,
            "last_page": last_page,
            "actors": sorted(sight.actors, key=lambda row: row.name),
            "actions": sight.overview.matrix.actions,
            "shelf": sight.shelf,
        },
        columns=records.columns_of(views.Change),
        rows=map(records.record, found),
        more={"found": len(found)},
    )


def asked_changes(ask: Ask, sight: Sight) -> list[views.Change]:
    """The changes that the address asks for, of whatever day.

    Raises:
        ValueFormatError: No such action or stance.
    """
    known = frozenset(row.actor for row in sight.actors)
    who = {code_of(word, known) for word in ask.many("actor")}
    actions, stances = ask.codes("action", Action), ask.codes("stance", Stance)
    return [
        change
        for change in sight.changes
        if (not who or change.actor in who)
        and (not actions or change.action in actions)
        and (not stances or change.stance in stances)
        and (not ask.one("moves") or change.before is not None)
    ]


def drawn(asked: list[views.Change], desk: Desk) -> Strip | None:
    """The strip of some changes, with the facts of the arrangement on it."""
    facts = desk.arrangement.facts if desk.arrangement else ()
    says = {condition.id: condition.says for condition in desk.arrangement.conditions} if desk.arrangement else {}
    words = {Truth.YES: "holds", Truth.NO: "does not hold", Truth.UNKNOWN: "is unknown"}
    events = [
        (fact.since, f"{fact.since.iso}: {says.get(fact.condition, fact.condition)} {words[fact.truth]}")
        for fact in facts
        if fact.since is not None
    ]
    return strip(asked, events)
