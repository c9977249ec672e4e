"""The actors, a map of their stances, and one page a state or body."""

from pledgebook.errors import NotFoundError
from pledgebook.model import Action, Stance
from pledgebook.publish import records, views
from pledgebook.publish.names import code_of
from pledgebook.publish.world import world_map
from pledgebook.web.answers import Page
from pledgebook.web.asking import Ask
from pledgebook.web.desk import Desk
from pledgebook.web.sight import Sight


def actors(ask: Ask, desk: Desk, sight: Sight) -> Page:
    """The actors, and the world coloured by their stance towards an action."""
    action, stances = coloured(ask, sight)
    return Page(
        template="actors.html",
        shown={
            "here": "/actors",
            "actors": sight.actors,
            "actions": sight.overview.matrix.actions,
            "action": action,
            "stances": stances,
            "countries": world_map(),
        },
        columns=records.columns_of(views.ActorRow),
        rows=map(records.record, sight.actors),
        more={"action": action.value, "stances": {actor: stance.value for actor, stance in sorted(stances.items())}},
    )


def coloured(ask: Ask, sight: Sight) -> tuple[Action, dict[str, Stance]]:
    """The action that the map is of, that most actors have a stance to unless the address names one, and the stances.

    Raises:
        ValueFormatError: No such action.
    """
    held = sight.overview.matrix.actions
    action = next(iter(ask.codes("action", Action)), held[0] if held else Action.DEPLOY)
    return action, views.stance_by_actor(sight.ledgered.pledges, action)


def actor(ask: Ask, desk: Desk, sight: Sight, wanted: str) -> Page:
    """One actor; its rows are its changes of stance."""
    known = frozenset(row.actor for row in sight.actors)
    code = wanted if wanted in known else code_of(wanted, known)
    if code not in known:
        raise NotFoundError("pledge of", code, tuple(row.actor for row in sight.actors[:4]))
    page = views.actor_page(code, sight.ledgered.pledges)
    return Page(
        template="actor.html",
        shown={"here": "/actors", "page": page, "shelf": sight.shelf},
        columns=records.columns_of(views.Change),
        rows=map(records.record, page.changes),
        more={
            "actor": records.record(page.row),
            "pledges": records.record(page.pledges),
            "kept": [row.id for row in page.kept],
            "words": [
                {
                    "pledge": words.pledge.id,
                    "own": words.own.value if words.own else None,
                    "own_who": words.own_who,
                    "others": words.others.value if words.others else None,
                    "others_who": words.others_who,
                    "differs": words.differs,
                }
                for words in page.words
            ],
        },
    )
