"""A refusal is a sentence for the clerk."""

from django.utils.translation import override

from commons.values.refusals import Refusal, StaleEdit


class TooLate(Refusal):
    """A refusal with a sentence of its own."""

    message = "The deadline has passed."
    field = "quantity"


def test_a_refusal_carries_its_sentence_and_its_field():
    refusal = Refusal("No.", field="name")

    assert (str(refusal), refusal.message, refusal.field) == ("No.", "No.", "name")


def test_a_class_of_refusals_may_state_its_sentence_once():
    refusal = TooLate()

    assert (str(refusal), refusal.field) == ("The deadline has passed.", "quantity")


def test_a_stale_edit_hands_over_the_present_thing():
    present = object()

    refusal = StaleEdit(current=present)

    assert refusal.current is present
    with override("en"):
        assert str(refusal).startswith("Somebody else changed this")
