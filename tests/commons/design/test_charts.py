"""Bars and tiers."""

from commons.design import charts


def test_bars_are_measured_against_the_longest() -> None:
    placed = charts.bars([{"label": "個別", "value": 200}, {"label": "共同", "value": 50}])

    assert [(bar.percent, bar.words_y, bar.y) for bar in placed] == [(100.0, 18, 28), (25.0, 94, 104)]


def test_bars_of_nothing_but_zero_have_no_width() -> None:
    assert [bar.percent for bar in charts.bars([{"label": "a", "value": 0}])] == [0.0]


def test_tiers_are_drawn_from_zero() -> None:
    placed = charts.steps([{"label": "1から", "price": 200}, {"label": "10から", "price": 100, "now": True}])

    assert [(step.height, step.now) for step in placed] == [(132.0, False), (66.0, True)]


def test_tiers_share_the_width() -> None:
    placed = charts.steps([{"label": "a", "price": 4}, {"label": "b", "price": 3}, {"label": "c", "price": 2}])

    assert [step.x for step in placed] == [0, 33.33, 66.66]


def test_no_tiers_draw_nothing() -> None:
    assert charts.steps([]) == []
