"""Filters of the log."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.audit.models import Record
from commons.lists.filters import ChoiceFacet, FilterSet


class LogFilter(FilterSet):
    """Narrow the log to some verbs."""

    verb = ChoiceFacet("verb", label=_("What was done"), choices=verbs.choices, lists_empty_choices=False)

    class Meta:
        model = Record
        fields: list[str] = []
