"""A quantity to price."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.values.fields import IntegerField

from .tiers import MOST_QUANTITY


class QuantityForm(forms.Form):
    """A quantity to price. Nothing of it is stored."""

    quantity = IntegerField(label=_("Quantity"), min_value=1, max_value=MOST_QUANTITY)
