"""How forms are drawn: label, 必須 or 任意, support, control, error."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draw ``{{ form }}`` and ``{{ field.as_field_group }}`` with the anatomy of the design.

    Widgets keep Django's own templates: the classes come with the field, so the editors' admin, which draws its
    fields itself, looks as it did.
    """

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
