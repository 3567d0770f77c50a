"""Filters that say what they understood, and facets that count as they filter.

A facet is one group of choices: those of one group are alternatives, groups narrow one another. The expression that
counts a choice and the condition that filters by it stand in the same class, so that they cannot drift apart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, CharField, Count, F, Field, IntegerField, Min, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.values.text import control_characters

Text = str | Promise
Rows = QuerySet[Any]

LONGEST_SEARCH = 200
MOST_WORDS = 10


def cleaned(text: str) -> str:
    """Return ``text`` without characters that nothing stored can hold; a database may refuse to be asked for them."""
    if not control_characters(text, multiline=True):
        return text
    return "".join(character for character in text if not control_characters(character, multiline=True))


def shown(text: str) -> str:
    """Return what somebody sent, fit for a sentence: no control characters, and short."""
    clean = cleaned(text[:400])
    return clean if len(clean) <= 40 else f"{clean[:40]}…"


@dataclass(frozen=True)
class Understood:
    """What a filter makes of what it was sent: values it keeps, with names, and a sentence on each it does not."""

    kept: dict[str, Text]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Keys:
    """The expressions by which a facet is counted."""

    value: Any
    label: Any
    rank: Any


class FilterSet(django_filters.FilterSet):
    """The filters of a list. Fields may be facets, words, or any filter of django-filter."""

    def narrowed(self, rows: Rows, *, without: str | None = None, facets: bool | None = None) -> Rows:
        """Keep the rows that meet every condition, but for the one called ``without``.

        ``facets`` leaves it at the conditions of facets (true), or at all the others (false).
        """
        for name, value in self.form.cleaned_data.items():
            if name != without and facets in {None, isinstance(self.filters[name], Facet)}:
                rows = self.filters[name].filter(rows, value)
        return rows

    @property
    def has_other_conditions(self) -> bool:
        """Tell whether a condition is in force that is no choice of a facet, such as words."""
        return any(not isinstance(self.filters[name], Facet) for name in self.data)


class _ValuesField(forms.Field):
    """Take the values of one facet; what is unknown was put aside before."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return list(value or ())


class Facet(django_filters.Filter):
    """A group of choices with counts. Use ``ChoiceFacet``, ``BandFacet`` or ``RelatedFacet``."""

    field_class = _ValuesField
    lists_empty_choices = True  # a choice that nothing meets is drawn, and cannot be ticked

    def __init__(self, field_name: str, *, label: Text, many: bool = False) -> None:
        super().__init__(field_name=field_name, label=label, required=False)
        self.many = many

    def named(self, values: Iterable[str]) -> dict[str, Text]:
        """Return the names of those among ``values`` that are choices."""
        raise NotImplementedError

    def choices(self) -> dict[str, Text]:
        """Return the choices that are known without asking the database, in their order."""
        return {}

    def keys(self, rows: Rows) -> Keys:
        """Return what the rows are counted by."""
        return Keys(_as_text(rows, self.field_name), Value(""), _unranked())

    def condition(self, values: Sequence[str]) -> Q:
        """Return the condition that keeps rows with any of ``values``."""
        return Q(**{f"{self.field_name}__in": list(values)})

    def understand(self, values: Sequence[str]) -> Understood:
        """Tell choices of this group from anything else."""
        known = self.named(values)
        unknown = dict.fromkeys(value for value in values if value and value not in known)
        return Understood(
            known,
            tuple(
                _("“%(value)s” is not a choice of “%(group)s”. It was ignored.")
                % {"value": shown(value), "group": force_str(self.label)}
                for value in unknown
            ),
        )

    def filter(self, qs: Rows, value: Sequence[str]) -> Rows:
        """Keep the rows with any of the chosen values; a row with two of them is still one row."""
        if not value:
            return qs
        if self.many:  # a join would bring the row once for each choice it meets
            return qs.filter(pk__in=qs.model._default_manager.filter(self.condition(value)).values("pk"))
        return qs.filter(self.condition(value))

    def counted(self, rows: Rows) -> Any:
        """Return the aggregate that counts rows of this group; telling rows apart costs as much as the rest."""
        return Count("pk", distinct=self.many and not _meets_each_once(rows.model, self.field_name))


class ChoiceFacet(Facet):
    """Choices that the code knows: a field with ``TextChoices``, or pairs of value and name.

    Many of which few are met are better drawn without the empty ones (``lists_empty_choices``), the fullest first.
    """

    def __init__(
        self,
        field_name: str,
        *,
        label: Text,
        choices: Sequence[tuple[str, Text]] | Callable[[], Sequence[tuple[str, Text]]],
        many: bool = False,
        lists_empty_choices: bool = True,
    ) -> None:
        super().__init__(field_name, label=label, many=many)
        self._choices = choices
        self.lists_empty_choices = lists_empty_choices

    def choices(self) -> dict[str, Text]:
        """Return the choices in their order."""
        return dict(self._choices() if callable(self._choices) else self._choices)

    def named(self, values: Iterable[str]) -> dict[str, Text]:
        """Return the names of those among ``values`` that are choices, in the order of the choices."""
        wanted = set(values)
        return {value: name for value, name in self.choices().items() if value in wanted}


@dataclass(frozen=True)
class Band:
    """A range of numbers, ``low`` included and ``high`` not; an open end is ``None``."""

    value: str
    label: Text
    low: int | None = None
    high: int | None = None

    def condition(self, field_name: str) -> Q:
        """Return the condition that a row lies in this band."""
        ends: dict[str, int] = {}
        if self.low is not None:
            ends[f"{field_name}__gte"] = self.low
        if self.high is not None:
            ends[f"{field_name}__lt"] = self.high
        return Q(**ends) if ends else Q(**{f"{field_name}__isnull": False})


class BandFacet(Facet):
    """Bands of a number, which may not overlap."""

    def __init__(self, field_name: str, *, label: Text, bands: Sequence[Band]) -> None:
        super().__init__(field_name, label=label)
        self.bands = tuple(bands)

    def choices(self) -> dict[str, Text]:
        """Return the bands in their order."""
        return {band.value: band.label for band in self.bands}

    def named(self, values: Iterable[str]) -> dict[str, Text]:
        """Return the names of those among ``values`` that are bands."""
        wanted = set(values)
        return {band.value: band.label for band in self.bands if band.value in wanted}

    def keys(self, rows: Rows) -> Keys:
        """Count by the band a row lies in."""
        cases = [When(band.condition(self.field_name), then=Value(band.value)) for band in self.bands]
        return Keys(Case(*cases, default=Value(None), output_field=TextField()), Value(""), _unranked())

    def condition(self, values: Sequence[str]) -> Q:
        """Return the condition that a row lies in any of the chosen bands."""
        found = Q(pk__in=[])
        for band in self.bands:
            if band.value in values:
                found |= band.condition(self.field_name)
        return found


class RelatedFacet(Facet):
    """Choices that are rows of a related table, named by ``label_field``; those that nothing meets are not drawn.

    ``field_name`` leads to a text that names the related row in addresses (``supplier__slug``). ``rank_field`` leads to
    its place among the others; without one, the fullest come first. ``label_field`` may be a function, asked on each
    request, where the name depends on the language.
    """

    lists_empty_choices = False

    def __init__(
        self,
        field_name: str,
        *,
        label: Text,
        label_field: str | Callable[[], str],
        rank_field: str | None = None,
        many: bool = False,
    ) -> None:
        super().__init__(field_name, label=label, many=many)
        self._label_field = label_field
        self.rank_field = rank_field

    @property
    def label_field(self) -> str:
        """Return the path to the name."""
        return self._label_field() if callable(self._label_field) else self._label_field

    def named(self, values: Iterable[str]) -> dict[str, Text]:
        """Ask the related table for the names; no query when nothing is asked."""
        wanted = {value for value in values if value and value == cleaned(value)}
        if not wanted:
            return {}
        steps, text = self.field_name.rsplit("__", 1)
        related = self.model
        for step in steps.split("__"):
            related = related._meta.get_field(step).related_model
        own_label = self.label_field.removeprefix(f"{steps}__")
        found = related._default_manager.filter(**{f"{text}__in": sorted(wanted)})
        found = found.order_by(text)  # by name, equal conditions would read differently in another language
        return dict(found.values_list(text, own_label))

    def keys(self, rows: Rows) -> Keys:
        """Count by the related row, with its name."""
        rank = Min(self.rank_field) if self.rank_field else _unranked()
        # One key has one name and one rank; grouping by all three would keep the key's index from serving.
        return Keys(_as_text(rows, self.field_name), Min(self.label_field), rank)


def _meets_each_once(model: Any, path: str) -> bool:
    """Tell whether a row can meet a value of ``path`` only once: by a plain many-to-many, to a unique text."""
    first, _separator, last = path.partition("__")
    relation = model._meta.get_field(first)
    if not last or "__" in last or not relation.many_to_many:
        return False
    through = getattr(relation, "through", None) or relation.remote_field.through
    return bool(through._meta.auto_created) and bool(relation.related_model._meta.get_field(last).unique)


def _unranked() -> Value:
    return Value(0, output_field=IntegerField())


def _as_text(rows: Rows, path: str) -> Any:
    """Read a column as text. One that is text already stays bare, so that its index serves."""
    field: Field[Any, Any] | None = None
    model: Any = rows.model
    if path not in rows.query.annotations:
        for step in path.split("__"):
            field = model._meta.get_field(step)
            model = getattr(field, "related_model", None) or model
    return F(path) if isinstance(field, CharField | TextField) else Cast(F(path), TextField())


_WORDS = gettext_lazy("Words")


class _WordsField(forms.CharField):
    widget = forms.TextInput


class WordsFilter(django_filters.Filter):
    """Words that all must be found, each in any of ``paths``, after ``fold`` has evened out both sides.

    ``paths`` lead to text that was stored folded by the same function.
    """

    field_class = _WordsField

    def __init__(self, *paths: str, fold: Callable[[str], str], label: Text = _WORDS) -> None:
        super().__init__(field_name=paths[0], label=label, required=False)
        self.paths = paths
        self.fold = fold

    def understand(self, values: Sequence[str]) -> Understood:
        """Take what can be searched for, and tell of the rest."""
        text, ignored = values[-1] if values else "", []
        if unsearchable := control_characters(text, multiline=True):
            codes = ", ".join(unsearchable[:5])
            ignored.append(_("Characters that cannot be searched for were left out (%(codes)s).") % {"codes": codes})
            text = cleaned(text)
        text = " ".join(text.split())
        if len(text) > LONGEST_SEARCH:
            ignored.append(_("Only the first %(limit)s characters of the words were used.") % {"limit": LONGEST_SEARCH})
            text = text[:LONGEST_SEARCH]
        if len(words := text.split()) > MOST_WORDS:
            ignored.append(_("Only the first %(limit)s words were used.") % {"limit": MOST_WORDS})
            text = " ".join(words[:MOST_WORDS])
        return Understood({text: text} if text else {}, tuple(ignored))

    def filter(self, qs: Rows, value: str) -> Rows:
        """Keep the rows in which every word is found."""
        for word in (value or "").split():
            found = Q(pk__in=[])
            for path in self.paths:
                found |= Q(**{f"{path}__contains": self.fold(word)})
            qs = qs.filter(found)
        return qs
