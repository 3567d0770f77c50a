"""What the hub chooses to have printed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin


class PrintForm(FormTokenMixin, forms.Form):
    """Choose the kind of paper to print for all."""

    kind = forms.ChoiceField(label=_("Paper"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(kinds)
        self.fields["kind"].choices = self.kinds  # type: ignore[attr-defined]  # a choice field
        if len(self.kinds) == 1:
            self.fields["kind"].initial = self.kinds[0][0]
