"""Draw a form's fields with the anatomy of the design."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class Anatomy:
    """What the template of a field needs to know of it."""

    field: BoundField
    shape: str  # "control", "choices" (radio buttons, checkboxes), "group" (several controls) or "tick" (one checkbox)
    id: str
    unit: str
    control: SafeString

    @property
    def support_id(self) -> str:
        """Return the id of the support text."""
        return f"{self.id}-support"

    @property
    def error_id(self) -> str:
        """Return the id of the error text."""
        return f"{self.id}-error"

    @property
    def described_by(self) -> str:
        """Name the error first: it is what the reader came back for."""
        return _described_by(self.field)

    @property
    def is_file(self) -> bool:
        """Tell whether a file is asked for."""
        return isinstance(self.field.field.widget, forms.FileInput)


@register.simple_tag
def anatomy(field: BoundField, unit: str = "", size: str = "") -> Anatomy:
    """Take a bound field apart. ``size`` is ``number``, ``date`` or ``half``; without it the field decides."""
    shape = _shape(field)
    attrs: dict[str, Any] = {}
    if shape not in {"choices", "tick"} and (classes := _classes(field, size)):
        attrs["class"] = classes
    if field.field.widget.attrs.get("rows") == "10":  # Django's own default fills half a small screen
        attrs["rows"] = "5"
    if shape != "choices" and shape != "group" and (described := _described_by(field)):
        attrs["aria-describedby"] = described
    control = SafeString("") if shape == "choices" else field.as_widget(attrs=attrs)
    return Anatomy(field, shape, _id(field), str(unit or getattr(field.field, "unit", "")), control)


@register.simple_tag
def anchor(field: BoundField) -> str:
    """Return the id to which the error summary leads: the control, or the first choice of several."""
    return f"{_id(field)}_0" if _shape(field) in {"choices", "group"} else _id(field)


@register.simple_tag
def choice_hint(field: BoundField, option: Any) -> str:
    """Return the line under a choice, from the field's ``hints`` (value to text)."""
    hints: dict[str, Any] = getattr(field.field, "hints", {})
    return str(hints.get(str(option.data["value"]), ""))


@register.simple_tag
def form_errors(form: forms.BaseForm | None) -> dict[str, Any]:
    """Gather a form's errors for its summary: those of the whole, then field by field, hidden ones too."""
    if not form or not form.errors:
        return {"count": 0}
    whole = [*form.non_field_errors(), *(error for field in form.hidden_fields() for error in field.errors)]
    return {
        "count": len(form.errors),
        "whole": whole,
        "fields": [(field, error) for field in form.visible_fields() for error in field.errors],
    }


def _id(field: BoundField) -> str:
    return str(field.auto_id or field.html_name)


def _shape(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "group" if widget.use_fieldset else "control"


def _described_by(field: BoundField) -> str:
    parts = [f"{_id(field)}-error"] if field.errors else []
    if field.help_text:
        parts.append(f"{_id(field)}-support")
    return " ".join(parts)


def _classes(field: BoundField, size: str) -> str:
    widget = field.field.widget
    own = widget.attrs.get("class", "")
    if isinstance(widget, forms.FileInput):
        return str(own)
    if isinstance(widget, forms.Select):
        base = "select"
    elif isinstance(widget, forms.Textarea):
        base = "textarea"
    else:
        base = "input"
        size = size or _natural_size(field)
    return " ".join(part for part in (base, f"input--{size}" if size else "", own) if part)


def _natural_size(field: BoundField) -> str:
    if isinstance(field.field, forms.IntegerField | forms.DecimalField):
        return "number"
    return "date" if isinstance(field.field, forms.DateField) else ""
