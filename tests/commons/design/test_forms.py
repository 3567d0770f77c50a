"""The anatomy of a field."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.template import Context, Template
from django.utils import translation

from commons.design.samples import SampleForm


class OneField(forms.Form):
    """A field with everything."""

    quantity = forms.IntegerField(label="数量", min_value=1, help_text="全角でも")


def _drawn(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def _one(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def test_a_field_is_label_mark_support_control_and_error_in_that_order() -> None:
    form = OneField({"quantity": "-5"})

    field = _one(_drawn(form), ".field")
    parts = field.select(".field__label, .must, .field__support, input, .field__errors")
    order = [str(part.get_attribute_list("class")[0]) for part in parts]

    assert order == ["field__label", "must", "field__support", "input", "field__errors"]


def test_the_control_names_its_error_before_its_support() -> None:
    control = _one(_drawn(OneField({"quantity": "-5"})), "input")

    assert control["aria-describedby"] == "id_quantity-error id_quantity-support"
    assert control["aria-invalid"] == "true"


def test_what_was_typed_stays() -> None:
    assert _one(_drawn(OneField({"quantity": "３５o"})), "input")["value"] == "３５o"


def test_a_field_without_an_error_names_its_support_alone() -> None:
    control = _one(_drawn(OneField()), "input")

    assert control["aria-describedby"] == "id_quantity-support"
    assert "aria-invalid" not in control.attrs


def test_the_summary_counts_the_fields_and_leads_to_each() -> None:
    form = SampleForm({"quantity": "-5", "subject": "件名"})

    with translation.override("en"):
        summary = _one(_drawn(form), ".error-summary")

    assert _one(summary, "h2").text == "Please correct 5 places"  # type: ignore[arg-type]  # a tag is searched like a soup
    assert [link["href"] for link in summary.select("a")] == [
        "#id_quantity",
        "#id_category",
        "#id_wanted_on",
        "#id_stance_0",
        "#id_agreed",
    ]


def test_every_link_of_the_summary_finds_its_control() -> None:
    soup = _drawn(SampleForm({"quantity": "-5"}))

    targets = [str(link["href"])[1:] for link in soup.select(".error-summary a")]

    assert [target for target in targets if soup.find(id=target) is None] == []


def test_errors_of_the_whole_and_of_hidden_fields_are_told_too() -> None:
    class Hidden(forms.Form):
        token = forms.CharField(widget=forms.HiddenInput)

        def clean(self) -> None:
            raise forms.ValidationError("全体の誤り")

    with translation.override("en"):
        items = [item.text for item in _drawn(Hidden({})).select(".error-summary li")]

    assert items == ["全体の誤り", "This field is required."]


@pytest.mark.parametrize("name", ["stance", "notices"])
def test_several_choices_are_a_fieldset_with_a_legend(name: str) -> None:
    soup = _drawn(SampleForm())

    fieldset = _one(soup, f"fieldset:has([name={name}])")

    assert len(fieldset.select("legend.field__label")) == 1
    assert len(fieldset.select("label.choice input")) == 2


def test_no_binding_choice_is_selected_beforehand() -> None:
    assert _drawn(SampleForm()).select("[checked]") == []


def test_a_choice_may_carry_a_hint() -> None:
    with translation.override("en"):
        hints = [hint.text for hint in _drawn(SampleForm()).select(".choice__hint")]

    assert hints == ["Depends on the price and the specification"]


def test_required_and_optional_are_told_in_words() -> None:
    with translation.override("ja"):
        soup = _drawn(SampleForm())

    assert {mark.text for mark in soup.select(".must")} == {"必須"}
    assert {mark.text for mark in soup.select(".may")} == {"任意"}


def test_a_hidden_field_shows_nothing_but_its_input() -> None:
    soup = _drawn(SampleForm())

    assert _one(soup, "[name=token]").parent is soup


def test_a_disabled_field_carries_no_mark() -> None:
    label = _one(_drawn(SampleForm()), "label[for=id_code]")

    assert label.select(".must, .may") == []


def test_what_people_wrote_is_escaped() -> None:
    form = OneField({"quantity": '"><script>x</script>'})

    assert "<script>" not in str(form)


@pytest.mark.parametrize(("errors", "expected"), [({}, "(5 errors) "), ({"quantity": "x"}, "(6 errors) ")])
def test_the_title_begins_with_the_number_of_errors(errors: dict[str, Any], expected: str) -> None:
    template = Template("{% load commons_marks %}{% error_prefix form %}")

    with translation.override("en"):
        written = template.render(Context({"form": SampleForm(errors)}))

    assert written == expected


def test_the_title_of_a_sound_page_begins_with_nothing() -> None:
    template = Template("{% load commons_marks %}{% error_prefix form %}")

    assert template.render(Context({})) == ""
    assert template.render(Context({"form": SampleForm()})) == ""
