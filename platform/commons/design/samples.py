"""What the sample book shows: a form with every control, and data for every drawing. All of it is made up."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.values import clock
from commons.values.yen import format_yen


class SamplePageForm(forms.Form):
    """What can be carried over a confirmation page: everything but a file."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=40, help_text=gettext_lazy("Up to 40 characters.")
    )
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        choices=[("devices", gettext_lazy("Devices")), ("genai", gettext_lazy("Generative AI"))],
    )
    wanted_on = forms.DateField(
        label=gettext_lazy("Wanted on"), help_text=gettext_lazy("Japanese eras work too: R8.10.1")
    )
    opinion = forms.CharField(label=gettext_lazy("Opinion"), widget=forms.Textarea, required=False)
    stance = forms.ChoiceField(
        label=gettext_lazy("Stance"),
        widget=forms.RadioSelect,
        choices=[("join", gettext_lazy("Wishes to take part")), ("think", gettext_lazy("Considering"))],
    )
    notices = forms.MultipleChoiceField(
        label=gettext_lazy("Notices"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("soon", gettext_lazy("Three days before the deadline")),
            ("new", gettext_lazy("When something new arrives")),
        ],
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read the specification"))
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    stance_hints = {"think": gettext_lazy("Depends on the price and the specification")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stance"].hints = self.stance_hints  # type: ignore[attr-defined]  # read by the design's own tag
        self.fields["quantity"].unit = _("units")  # type: ignore[attr-defined]  # likewise


class SampleForm(SamplePageForm):
    """Every control that the anatomy knows."""

    sheet = forms.FileField(
        label=gettext_lazy("Sheet"),
        required=False,
        help_text=gettext_lazy("xlsx without macros, or csv, up to 5 MB."),
    )
    code = forms.CharField(label=gettext_lazy("Municipality code"), disabled=True, initial="131121", required=False)


def confirm_rows(form: forms.Form) -> list[tuple[Any, Any, str]]:
    """Return what was typed, in words, each with the field that its change leads to."""
    return [(field.label, _in_words(field), field.name) for field in form.visible_fields()]


def _in_words(field: forms.BoundField) -> str:
    if isinstance(field.field, forms.ChoiceField):
        return "、".join(str(choice.choice_label) for choice in field.subwidgets if choice.data["selected"])
    chosen = field.value()
    return _("Yes") if chosen == "on" else str(chosen or "")


def context() -> dict[str, Any]:
    """Return everything the sample book draws."""
    return {
        "trail": [(_("Design"), ""), (_("Sample book"), "")],
        "plain_form": SampleForm(auto_id="plain_%s"),
        "form": SampleForm({"quantity": "-5", "subject": _("A subject that was typed")}, auto_id="bad_%s"),
        "states": STATES,
        "notices": NOTICES,
        "deadlines": [clock.now() + left for left in (HOURS, DAYS, dt.timedelta(days=9), dt.timedelta(days=20), -DAYS)],
        "steps": [
            {"name": _("Demand survey"), "status": "done"},
            {"name": _("Expression of interest"), "status": "done"},
            {"name": _("Specification review"), "status": "now", "note": "6/18 17:00"},
            {"name": _("Agreement"), "status": "todo"},
        ],
        "page": Paginator(range(200), 20).page(4),
        "tiles": TILES,
        "link_tiles": [{**tile, "url": "#s-map"} for tile in TILES],
        "bars": [
            {"label": _("Bought alone"), "value": 1284, "text": format_yen(12_840_000), "kind": "before"},
            {"label": _("Bought together"), "value": 720, "text": format_yen(7_200_000)},
        ],
        "tiers": _tiers(),
        "confirm_rows": [
            (_("Stance"), _("Wishes to take part"), "#s-page"),
            (_("Quantity"), "120", "#s-page"),
            (_("Wanted on"), "R8.10.1", ""),
        ],
        "trail_steps": next_steps(),
        "checks": [
            {"kind": "ok", "text": _("Within the budget"), "why": ""},
            {
                "kind": "look",
                "text": _("Above the limit for a small direct award"),
                "why": _("Local Autonomy Act order 167-2"),
            },
            {"kind": "stop", "text": _("Whoever drafted it cannot approve it"), "why": ""},
        ],
        "versions": [(_("Subject"), _("Displays"), _("Displays, 23.8 inch"))],
        "now": clock.now(),
        "error_pages": [400, 403, 404, 429, 500, 503],
    }


def next_steps() -> list[dict[str, Any]]:
    """Return what happens after an answer."""
    return [
        {"when": _("Now"), "title": _("Your answer has been received"), "now": True},
        {"when": "6/12", "title": _("The survey closes"), "text": _("You can change your answer until then.")},
    ]


HOURS = dt.timedelta(hours=3)
DAYS = dt.timedelta(days=2)

STATES = [
    ("draft", "", gettext_lazy("Draft")),
    ("open", "", gettext_lazy("Demand survey")),
    ("open", "speech", gettext_lazy("Specification review")),
    ("doing", "", gettext_lazy("Committing quantities")),
    ("doing", "clock", gettext_lazy("Waiting for approval")),
    ("back", "", gettext_lazy("Returned for correction")),
    ("done", "", gettext_lazy("Approved")),
    ("closed", "", gettext_lazy("Not recruiting")),
    ("stop", "", gettext_lazy("Cancelled")),
    ("stop", "warning", gettext_lazy("Unsuccessful")),
]

NOTICES = [
    ("info", gettext_lazy("Sums are made once a day"), gettext_lazy("They are those of midnight.")),
    ("success", gettext_lazy("Saved"), gettext_lazy("Your draft was saved at 9:52.")),
    ("warning", gettext_lazy("Your role ends in 12 days"), gettext_lazy("Hand it over to your successor in time.")),
    ("error", gettext_lazy("It could not be sent"), gettext_lazy("What you typed is still there. Please try again.")),
]

_WORDS = {
    "own": gettext_lazy("Own body"),
    "on": gettext_lazy("Takes part"),
    "think": gettext_lazy("Considering"),
    "pass": gettext_lazy("Passes"),
    "wait": gettext_lazy("Has not answered"),
    "": gettext_lazy("Not asked"),
}

TILES: list[dict[str, Any]] = [
    {"column": column, "row": row, "name": name, "label": name[:-1], "kind": kind, "state": _WORDS[kind]}
    for column, row, name, kind in [
        (0, 0, "奥多摩町", "on"),
        (3, 1, "武蔵村山市", "wait"),
        (5, 1, "東村山市", "think"),
        (8, 5, "世田谷区", "own"),
        (9, 5, "目黒区", "pass"),
        (10, 4, "千代田区", ""),
        (9, 8, "大島町", "on"),
    ]
]


def _tiers() -> list[dict[str, Any]]:
    return [
        {"label": _("from %(count)s") % {"count": f"{count:,}"}, "price": price, "text": format_yen(price), "now": now}
        for count, price, now in [(1, 13_200, False), (500, 11_400, True), (2_000, 9_600, False), (5_000, 8_400, False)]
    ]
