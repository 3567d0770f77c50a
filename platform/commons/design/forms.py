"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draw fields with the anatomy of the design."""
