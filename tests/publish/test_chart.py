"""The step line of a pledge: where its points lie and what is written under it."""

from dataclasses import replace
from datetime import date

from pledgebook.model import Ledgered, Stance, StanceAt, When
from pledgebook.publish.chart import GUTTER, RIGHT, WIDTH, stance_chart


def test_each_change_of_stance_is_a_point_and_the_last_one_reaches_to_the_edge(ledgered: Ledgered) -> None:
    chart = stance_chart(ledgered.pledges[0])

    assert chart is not None
    assert [point.stance for point in chart.points] == [Stance.WEIGHING, Stance.COMMITTED]
    assert chart.steps[0].x_end == chart.steps[1].x == chart.points[1].x
    assert chart.steps[-1].x_end == WIDTH - RIGHT
    assert chart.says == "2025-08-24 weighing; 2025-09-04 committed"


def test_a_firmer_stance_is_drawn_higher(ledgered: Ledgered) -> None:
    chart = stance_chart(ledgered.pledges[0])

    assert chart is not None
    weighing, committed = chart.points
    assert committed.y < weighing.y


def test_all_own_stances_have_a_level_and_the_others_only_where_held(ledgered: Ledgered) -> None:
    chart = stance_chart(ledgered.pledges[0])

    assert chart is not None
    assert [level.stance for level in chart.levels] == [stance for stance in Stance if stance.is_own]


def test_a_pledge_without_a_date_has_no_chart(ledgered: Ledgered) -> None:
    undated = replace(ledgered.pledges[0], history=(StanceAt(None, Stance.WEIGHING, ()),))

    assert stance_chart(undated) is None


def test_points_and_dates_stay_inside_the_drawing_over_days_and_over_decades(ledgered: Ledgered) -> None:
    for last in (date(2025, 8, 24), date(2025, 8, 30), date(2026, 6, 1), date(2049, 1, 1)):
        history = (StanceAt(When("2025-08-24"), Stance.WEIGHING, ()), StanceAt(When.of_day(last), Stance.DONE, ()))
        chart = stance_chart(replace(ledgered.pledges[0], history=history))
        assert chart is not None
        assert all(
            GUTTER <= x <= WIDTH - RIGHT for x in [spot.x for spot in chart.points] + [tick.x for tick in chart.ticks]
        )
        assert 1 <= len(chart.ticks) <= 7
