"""Which of the encoder's answers become claims, and where in the tree each hangs."""

import numpy as np
import pytest

from pledgebook.extract import Extractor
from pledgebook.extract.answers import Answer, agreed, answers_of, fitting_candidate, with_unnamed
from pledgebook.extract.encoder import Answered
from pledgebook.extract.extractor import prepare
from pledgebook.extract.questions import Asked, Place, Question, Where, questions_of
from pledgebook.extract.verdict import ACTIONS, STANCES, Verdict
from pledgebook.model import Action, Report, Stance, When


def question(number: int, *codes: str, in_body: bool = True) -> Question:
    return Question(number, f"Sentence {number}.", "", tuple(Asked(code, "", (0,), ()) for code in codes), in_body)


def table(*rows: dict[tuple[Action, Stance], float]) -> Answered:
    """The chances of one sentence, one row an actor."""
    found = np.zeros((len(rows), len(ACTIONS), len(STANCES)), np.float32)
    for at, row in enumerate(rows):
        for (action, stance), chance in row.items():
            found[at, ACTIONS.index(action), STANCES.index(stance)] = chance
    return Answered(found, np.zeros((len(rows), 1), np.float32), (0,) * len(rows), np.zeros((0, 10), np.float32), ())


def seen(*rows: tuple[Question, Answered]) -> list[tuple[Question, Answered, Answered]]:
    """Sentences in which both encoders see the same."""
    return [(asked, answered, answered) for asked, answered in rows]


SENDS, PAYS = (Action.DEPLOY, Stance.COMMITTED), (Action.FUND, Stance.COMMITTED)


def answer(number: int, asked: Asked, mentions: tuple[int, ...], verdict: Verdict) -> Answer:
    """An answer about one actor of a sentence."""
    answered = table({})
    return Answer(asked, mentions, verdict, question(number), answered, answered, 0)


def plain(answers: list[Answer]) -> list[tuple[int, str, Stance, Action, float]]:
    return [
        (a.number, a.asked.code, a.verdict.stance, a.verdict.action, round(a.verdict.confidence, 2)) for a in answers
    ]


def test_what_is_likelier_than_the_threshold_is_kept_with_its_chance() -> None:
    found = answers_of(seen((question(0, "NOR", "SWE"), table({SENDS: 0.8, PAYS: 0.4}, {SENDS: 0.2}))), 0.3)

    assert sorted(plain(found)) == [
        (0, "NOR", Stance.COMMITTED, Action.DEPLOY, 0.8),
        (0, "NOR", Stance.COMMITTED, Action.FUND, 0.4),
    ]


def test_the_small_encoder_moves_the_chances_of_the_large_one() -> None:
    large, small = table({SENDS: 0.6}), table({SENDS: 0.9})
    large.chances[:], small.chances[:] = large.chances.clip(0.01, 0.99), small.chances.clip(0.01, 0.99)

    found = agreed(large, small).chances.max()

    assert 0.6 < found < 0.9
    assert agreed(large, large).chances.max() == pytest.approx(0.6)


def test_of_two_stances_towards_one_action_the_likelier_counts() -> None:
    weighs = (Action.DEPLOY, Stance.WEIGHING)

    (found,) = answers_of(seen((question(0, "NOR"), table({SENDS: 0.4, weighs: 0.5}))), 0.3)

    assert (found.verdict.stance, found.verdict.confidence) == (Stance.WEIGHING, 0.5)


def test_what_is_said_twice_is_kept_at_its_surest_sentence() -> None:
    found = answers_of(
        seen(*((question(n, "NOR"), table({SENDS: chance})) for n, chance in enumerate((0.5, 0.9, 0.7)))), 0.3
    )

    assert [answer.number for answer in found] == [1]


def test_prose_outranks_a_headline_that_says_the_same() -> None:
    headline, prose = question(0, "NOR", in_body=False), question(3, "NOR")

    found = answers_of(seen((headline, table({SENDS: 0.9})), (prose, table({SENDS: 0.6}))), 0.3)

    assert [answer.number for answer in found] == [3]


def test_who_is_carried_over_from_the_sentence_before_must_have_acted_there() -> None:
    before = Asked("CAN", "", (), (Place("before", Where.BEFORE, 0, 6),))
    leaning = Question(1, "This is part of a plan.", "", (before,), in_body=True)
    pays = table({PAYS: 0.6})

    assert plain(answers_of(seen((question(0, "CAN"), table({})), (leaning, pays)), 0.3)) == []
    assert [a.number for a in answers_of(seen((question(0, "CAN"), table({SENDS: 0.9})), (leaning, pays)), 0.3)] == [
        0,
        1,
    ]


def test_an_actor_that_a_sentence_does_not_name_becomes_a_mention_of_it_once() -> None:
    one = prepare(
        Report(
            "r", "Canada will give Ukraine two billion dollars. This is part of a plan.", published=When("2025-09-05")
        )
    )
    asked = next(a for a in questions_of(one.sentences, one.mentions, None)[1].actors if a.code == "CAN")
    verdicts = [Verdict(0.9, Stance.COMMITTED, action) for action in (Action.FUND, Action.ARM)]

    mentions, found = with_unnamed(one.mentions, [answer(1, asked, (), verdict) for verdict in verdicts])

    assert [mention.text for mention in mentions[1]] == [*(m.text for m in one.mentions[1]), "Canada"]
    assert [answer.mentions for answer in found] == [(len(one.mentions[1]),)] * 2
    assert mentions[0] == one.mentions[0]


@pytest.mark.parametrize(
    ("action", "stance", "content"),
    [(Action.DEPLOY, Stance.DECLINED, "troops"), (Action.FUND, Stance.COMMITTED, "pay")],
)
def test_a_claim_hangs_on_the_words_that_speak_of_its_action(
    extractor: Extractor, action: Action, stance: Stance, content: str
) -> None:
    one = prepare(Report("r", "Italy ruled out sending troops to Ukraine but will pay for shells."))
    (considered,) = extractor.consider(one)
    (asked,) = [a for a in questions_of(one.sentences, one.mentions, None)[0].actors if a.code == "ITA"]

    found = fitting_candidate(
        considered.tree,
        considered.view,
        considered.candidates,
        answer(0, asked, asked.mentions, Verdict(0.9, stance, action)),
    )

    assert considered.tree.words[found.leaf] == content


def test_a_claim_without_a_way_in_the_tree_hangs_on_its_root(extractor: Extractor) -> None:
    one = prepare(Report("r", "Italy will pay for shells."))
    (considered,) = extractor.consider(one)

    found = fitting_candidate(
        considered.tree,
        considered.view,
        [],
        answer(0, Asked("NOR", "", (), ()), (0,), Verdict(0.9, *SENDS[::-1])),
    )

    assert (found.mention, considered.tree.words[found.leaf]) == (0, "pay")


@pytest.mark.parametrize(
    ("content", "objects"), [("send", {"arm", "train"}), ("systems", {"arm", "train"}), ("pilots", set())]
)
def test_a_word_is_about_the_things_that_hang_below_it(extractor: Extractor, content: str, objects: set[str]) -> None:
    one = prepare(Report("r", "Norway will send two Patriot systems with missiles and train pilots for Ukraine."))
    (considered,) = extractor.consider(one)

    assert considered.view.objects_of(considered.tree.words.index(content)) == objects
