"""The last door refuses what no export survives."""

import pytest
from django.core.exceptions import ValidationError

from commons.values import validators


@pytest.mark.parametrize("value", ["a\x0bb", "a\nb", "a\tb", "\x00"])
def test_a_line_with_control_characters_is_refused(value):
    with pytest.raises(ValidationError) as refusal:
        validators.no_control_characters(value)

    assert refusal.value.code == "control_characters"


def test_a_text_may_have_lines_and_tabs_and_nothing_worse():
    validators.no_control_characters_in_text("a\n\tb")

    with pytest.raises(ValidationError):
        validators.no_control_characters_in_text("a\x0bb")


def test_a_wrong_corporate_number_is_refused():
    validators.corporate_number("4011001098993")

    with pytest.raises(ValidationError):
        validators.corporate_number("4011001098994")


def test_a_registration_number_needs_its_form_alone():
    validators.invoice_number("T4011001098994")

    with pytest.raises(ValidationError):
        validators.invoice_number("4011001098993")
