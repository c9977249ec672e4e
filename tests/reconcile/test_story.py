"""The one JSON object of a story."""

from collections.abc import Callable

from pledgebook.model import Reading
from pledgebook.publish.story import story
from pledgebook.reconcile import reconcile


def test_a_story_holds_origins_findings_dates_and_pledges(
    read: Callable[..., Reading], told: Callable[..., object]
) -> None:
    text = "Norway gave $5.8 million euros for radars."
    claims = [told(text, "NOR done fund UKR", amount="EUR 5.8e6")]

    found = story(reconcile([read("r", text, published="2025-09-05", claims=claims)]))

    assert found["origins"] == []
    assert found["dates"] == {"r": "2025-09-05"}
    assert [(one["report"], one["kind"], one["evidence"]) for one in found["findings"]] == [
        ("r", "self_contradiction", "$5.8 million euros")
    ]
    assert [(one["key"], one["claims"][0]["evidence"]) for one in found["pledges"]] == [("nor-fund-ukr", text)]
