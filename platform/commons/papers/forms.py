"""What somebody asks the verification page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.files.validators import not_too_large
from commons.values.fields import LineField

from . import verification
from .models import RegisterEntry

MOST_TYPED = 60  # characters: a number, with blanks and full-width letters between


class NumberForm(forms.Form):
    """The number of a paper, as somebody reads it off."""

    number = LineField(
        label=_("Paper number"),
        max_length=MOST_TYPED,
        help_text=_("It stands at the upper right and at the foot of each page, such as 参申-R8-000012."),
    )

    def clean_number(self) -> str:
        """Take it as it is printed."""
        number = verification.normal(self.cleaned_data["number"])
        longest = RegisterEntry._meta.get_field("number").max_length
        if len(number) > (longest or 0) or "/" in number:
            raise forms.ValidationError(_("This is no number of a paper. Enter it as it stands on the paper."))
        return number


class FileForm(forms.Form):
    """The file to hold against the original."""

    file = forms.FileField(
        label=_("PDF file"),
        validators=[not_too_large],
        help_text=_("Up to 20 MB. It is compared and not kept."),
    )
