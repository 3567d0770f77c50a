"""The frame of a demonstration shows its time and its people; any other frame shows neither."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from commons.demo import persons
from commons.demo.context import demo_bar
from commons.demo.first_day import START


@pytest.fixture
def request_for_home(rf: RequestFactory):
    return rf.get("/")


def test_outside_a_demonstration_there_is_no_bar(request_for_home, settings):
    settings.DEMO_MODE = False

    assert demo_bar(request_for_home) == {"demo": None}


def test_the_bar_shows_the_business_moment(request_for_home, business_clock):
    business_clock.forward(days=1)

    assert demo_bar(request_for_home)["demo"].now == business_clock.moment != START


@pytest.mark.parametrize(
    ("language", "label"), [("ja", "世田谷区の担当者 斉木\u00a0聡"), ("en", "Clerk of Setagaya 斉木\u00a0聡")]
)
def test_the_people_are_offered_in_the_interfaces_language_under_their_own_names(request_for_home, language, label):
    with translation.override(language):
        offered = demo_bar(request_for_home)["demo"].people

    assert [one.id for one in offered] == [one.id for one in persons.of_interest()]
    assert offered[0].label == label
    assert offered[0].description == persons.of_interest()[0].descriptions[language]
