"""The form of a person's choice of mail."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.accounts.form_tokens import FormTokenMixin
from commons.notifications.models import Rhythm


class MailPreferenceForm(FormTokenMixin):
    """When mail comes, and in which language."""

    rhythm = forms.ChoiceField(
        label=_("When notices are mailed"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("What you have already seen here is left out of the daily mail."),
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
