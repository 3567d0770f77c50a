"""What the sample book shows: a form of every control."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Every control that the anatomy knows."""

    subject = forms.CharField(label=_("Subject"), max_length=40, help_text=_("Up to 40 characters."))
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, required=False)
    category = forms.ChoiceField(
        label=_("Category"), choices=[("devices", _("Devices")), ("genai", _("Generative AI"))]
    )
    wanted_on = forms.DateField(label=_("Wanted on"), help_text=_("Japanese eras work too: R8.10.1"))
    opinion = forms.CharField(label=_("Opinion"), widget=forms.Textarea, required=False)
    stance = forms.ChoiceField(
        label=_("Stance"),
        widget=forms.RadioSelect,
        choices=[("join", _("Wishes to take part")), ("think", _("Considering"))],
    )
    notices = forms.MultipleChoiceField(
        label=_("Notices"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("soon", _("Three days before the deadline")), ("new", _("When something new arrives"))],
    )
    sheet = forms.FileField(label=_("Sheet"), required=False, help_text=_("xlsx without macros, or csv, up to 5 MB."))
    agreed = forms.BooleanField(label=_("I have read the specification"))
    token = forms.CharField(widget=forms.HiddenInput, required=False)
